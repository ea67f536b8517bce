import Synchronization

/// Keeps values up to a total weight; those that were used longest ago go first. May be used from any thread; nothing is
/// computed or compared while its lock is held.
final class WeightedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Item {
    var value: Value
    var weight: Int
    var lastUse: Int
  }

  private struct State {
    var items: [Key: Item] = [:]
    var weight = 0
    var uses = 0
  }

  private let limit: Int
  private let state = Mutex(State())

  /// An empty cache whose values weigh at most `limit` together; 0 keeps nothing.
  init(limit: Int) {
    self.limit = limit
  }

  /// How much the values weigh together.
  var weight: Int { state.withLock { $0.weight } }

  /// The value of a key; nil if there is none.
  func value(for key: Key) -> Value? {
    guard limit > 0 else { return nil }
    return state.withLock { state in
      guard let index = state.items.index(forKey: key) else { return nil }
      state.uses += 1
      state.items.values[index].lastUse = state.uses
      return state.items.values[index].value
    }
  }

  /// Keeps a value in place of an older one of that key, unless it alone weighs more than the limit.
  func keep(_ value: Value, for key: Key, weight: Int) {
    guard limit > 0 else { return }
    state.withLock { state in
      if let old = state.items.removeValue(forKey: key) { state.weight -= old.weight }
      guard weight <= limit else { return }
      state.uses += 1
      state.items[key] = Item(value: value, weight: weight, lastUse: state.uses)
      state.weight += weight
      if state.weight > limit { Self.makeRoom(&state, below: limit / 4 * 3, sparing: key) }
    }
  }

  /// Drops more than must go, so that the next values don't each cause a search.
  private static func makeRoom(_ state: inout State, below target: Int, sparing newest: Key) {
    for (key, item) in state.items.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
      guard state.weight > target, key != newest else { return }
      state.items[key] = nil
      state.weight -= item.weight
    }
  }
}
