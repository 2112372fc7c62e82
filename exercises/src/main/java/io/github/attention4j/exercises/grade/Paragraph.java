package io.github.attention4j.exercises.grade;

/** Breaks text into lines that fit a terminal. */
final class Paragraph {

  private Paragraph() {}

  /**
   * Wraps one line of text at its spaces.
   *
   * @param words text, whose own indentation is kept on every line
   * @param indent put before every line
   * @param width longest line, the indent included
   */
  static String wrap(String words, String indent, int width) {
    String content = words.stripLeading();
    String before = indent + " ".repeat(words.length() - content.length());
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(before);
    for (String word : content.split(" ")) {
      if (line.length() > before.length() && line.length() + word.length() >= width) {
        text.append(line).append('\n');
        line = new StringBuilder(before);
      }
      line.append(line.length() > before.length() ? " " : "").append(word);
    }
    return text.append(line).append('\n').toString();
  }
}
