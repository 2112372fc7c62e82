package io.github.attention4j.exercises.isolate;

/** Text of an answer, safe to print: a terminal obeys control characters. */
public final class PlainText {

  private PlainText() {}

  /**
   * Returns the text with a question mark for every control character but the line feed, for every
   * invisible one, and for every separator that some programs take for a line feed.
   */
  public static String of(String text) {
    return text.replace("\r\n", "\n")
        .replace('\t', ' ')
        .replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\n]]", "?");
  }

  /** Returns the first lines of a text that should be short. */
  static String firstLines(String text, int lines) {
    return String.join("\n", PlainText.of(text).lines().limit(lines).toList());
  }
}
