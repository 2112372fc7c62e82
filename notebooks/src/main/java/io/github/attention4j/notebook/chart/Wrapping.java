package io.github.attention4j.notebook.chart;

import java.awt.Font;
import java.awt.FontMetrics;
import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines no wider than asked: at its line breaks, at spaces, at last in a word. */
final class Wrapping {

  private Wrapping() {}

  /** The lines; none if the text is empty. */
  static List<String> lines(String text, Font font, int width) {
    FontMetrics metrics = Layout.metrics(font);
    List<String> lines = new ArrayList<>();
    if (text.isEmpty()) {
      return lines;
    }
    for (String paragraph : text.split("\n")) {
      String line = "";
      for (String word : words(paragraph, metrics, width)) {
        String longer = line.isEmpty() ? word : line + " " + word;
        if (metrics.stringWidth(longer) > width && !line.isEmpty()) {
          lines.add(line);
          longer = word;
        }
        line = longer;
        while (metrics.stringWidth(line) > width && line.codePointCount(0, line.length()) > 1) {
          int fitting = fitting(line, metrics, width);
          lines.add(line.substring(0, fitting));
          line = line.substring(fitting);
        }
      }
      lines.add(line);
    }
    return lines;
  }

  /** The widest of these lines. */
  static int width(List<String> lines, Font font) {
    return lines.stream().mapToInt(Layout.metrics(font)::stringWidth).max().orElse(0);
  }

  /** What a shape's brackets hold stays together, if it fits. */
  private static List<String> words(String paragraph, FontMetrics metrics, int width) {
    List<String> words = new ArrayList<>();
    for (String word : paragraph.strip().split(" +(?![^(]*\\))")) {
      boolean fits = metrics.stringWidth(word) <= width;
      words.addAll(fits ? List.of(word) : List.of(word.split(" +")));
    }
    return words;
  }

  /** How many characters of a word that is too wide fit, at least one. */
  private static int fitting(String word, FontMetrics metrics, int width) {
    int end = word.offsetByCodePoints(0, 1);
    while (metrics.stringWidth(word.substring(0, word.offsetByCodePoints(end, 1))) <= width) {
      end = word.offsetByCodePoints(end, 1);
    }
    return end;
  }
}
