import Glibc

extension TerminalStyle {
  /// The width where standard output is no terminal.
  public static let widthOfFiles = 120

  /// The style that fits standard output: colours on a terminal only, and not if `NO_COLOR` is set to anything
  /// (no-color.org) or the terminal is `dumb`.
  public static func standardOutput() -> TerminalStyle {
    guard isatty(STDOUT_FILENO) == 1 else { return TerminalStyle(usesColour: false, width: widthOfFiles) }
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return TerminalStyle(
      usesColour: (variable("NO_COLOR") ?? "").isEmpty && variable("TERM") != "dumb",
      width: isKnown ? max(40, Int(size.ws_col)) : 80)
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
