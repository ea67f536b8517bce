import Glibc

/// What this process, or another, holds of the machine.
public enum Resources {
  /// Resident memory in bytes.
  public static func residentBytes(of process: String = "self") -> Int {
    let fields = text("/proc/\(process)/statm").split(separator: " ")
    return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// The number of open descriptors.
  public static func openDescriptors(of process: String = "self") -> Int {
    entries("/proc/\(process)/fd")
  }

  /// The number of threads.
  public static func threads(of process: String = "self") -> Int {
    entries("/proc/\(process)/task")
  }

  private static func entries(_ path: String) -> Int {
    guard let directory = opendir(path) else { return 0 }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    return count - 2
  }

  private static func text(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}

/// Waits until a condition holds, asking every 10 ms; false if it doesn't within the time.
public func eventually(_ seconds: Double = 10, _ condition: @Sendable () -> Bool) async -> Bool {
  for _ in 0..<Int(seconds * 100) {
    if condition() { return true }
    try? await Task.sleep(nanoseconds: 10_000_000)
  }
  return condition()
}
