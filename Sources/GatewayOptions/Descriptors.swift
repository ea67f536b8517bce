import Glibc

/// The limit of file descriptors of this process (`RLIMIT_NOFILE`, getrlimit(2)).
public enum Descriptors {
  /// How many it may have at most once it has raised its own limit; nil if that can't be found out.
  public static func most() -> Int? {
    limit().map { Int(clamping: $0.rlim_max) }
  }

  /// Raises the limit in force to what is needed, as far as it may; never lowers it.
  ///
  /// - Returns: the limit in force then; nil if it can't be found out.
  @discardableResult public static func raise(to needed: Int) -> Int? {
    guard var limit = limit() else { return nil }
    let wanted = min(rlim_t(max(0, needed)), limit.rlim_max)
    if wanted > limit.rlim_cur {
      limit.rlim_cur = wanted
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    return self.limit().map { Int(clamping: $0.rlim_cur) }
  }

  private static func limit() -> rlimit? {
    var limit = rlimit()
    return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? limit : nil
  }
}
