package io.github.attention4j.datasets;

import java.time.LocalDate;
import java.util.List;

/**
 * A day, and a line in which somebody wrote it down.
 *
 * @param date the day
 * @param form the way in which the day is written, such as {@code "month d, yyyy"}
 * @param words the line in words, single digits and punctuation marks
 * @param parts what each of them says of the day
 */
public record WrittenDate(LocalDate date, String form, List<String> words, List<Part> parts) {

  /** What a word says of the day. A weekday says nothing that the rest does not. */
  public enum Part {
    /** Nothing. */
    NONE,
    /** The year, or a part of it. */
    YEAR,
    /** The month. */
    MONTH,
    /** The day of the month, or a part of it. */
    DAY
  }

  /** Checks that each word has its part. */
  public WrittenDate {
    words = List.copyOf(words);
    parts = List.copyOf(parts);
    if (words.size() != parts.size()) {
      throw new IllegalArgumentException(
          "%d words and %d parts".formatted(words.size(), parts.size()));
    }
  }

  /** Returns the day as ISO 8601 writes it, {@code "1798-03-03"}. */
  public String iso() {
    return date.toString();
  }

  /** Returns the same in eight pieces: 1, 7, 9, 8, -, 03, -, 03. */
  public List<String> pieces() {
    return List.of(iso().split("(?<=^\\d{1,3})|(?=-)|(?<=-)"));
  }

  /** Returns the words with spaces between them. */
  public String text() {
    return String.join(" ", words);
  }
}
