package io.github.attention4j.notebook.chart;

import java.util.List;

/** Words and tokens as they are shown: what would be invisible gets a sign. */
final class Words {

  private Words() {}

  static List<String> visible(List<String> words) {
    return words.stream().map(Words::visible).toList();
  }

  /** Spaces at either end as ␣, tabs as ⇥, line breaks as ↵, and nothing at all as ∅. */
  static String visible(String word) {
    if (word.isEmpty()) {
      return "∅";
    }
    int start = 0;
    int end = word.length();
    while (start < end && word.charAt(start) == ' ') {
      start++;
    }
    while (end > start && word.charAt(end - 1) == ' ') {
      end--;
    }
    return "␣".repeat(start)
        + word.substring(start, end).replace("\r\n", "↵").replace('\n', '↵').replace('\t', '⇥')
        + "␣".repeat(word.length() - end);
  }
}
