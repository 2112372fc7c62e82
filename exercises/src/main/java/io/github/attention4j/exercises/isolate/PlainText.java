package io.github.attention4j.exercises.isolate;

/** Text of an answer, safe to print: a terminal obeys control characters. */
public final class PlainText {

  private PlainText() {}

  /** Returns the text with every control character but the line feed as a question mark. */
  public static String of(String text) {
    return text.replace("\r\n", "\n").replace('\t', ' ').replaceAll("[\\p{Cc}\\p{Cf}&&[^\n]]", "?");
  }

  /** Returns the first lines of a text that should be short. */
  static String firstLines(String text, int lines) {
    return String.join("\n", PlainText.of(text).lines().limit(lines).toList());
  }
}
