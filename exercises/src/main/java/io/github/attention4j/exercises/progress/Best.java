package io.github.attention4j.exercises.progress;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The best result of one exercise; a line of the {@link ProgressFile}.
 *
 * @param exercise number of the lesson, such as {@code "04"}, or {@code "04 experiment"}
 * @param earned points earned
 * @param points points that there are
 * @param date when they were first earned
 */
public record Best(String exercise, int earned, int points, LocalDate date) {

  private static final Pattern LINE =
      Pattern.compile("(\\d\\d(?: experiment)?) (\\d{1,5}) of (\\d{1,5}) (\\d{4}-\\d\\d-\\d\\d)");

  /** Returns the name under which the experiment of a lesson is kept. */
  static String experiment(String lesson) {
    return lesson + " experiment";
  }

  /** Whether every point was earned. */
  public boolean passed() {
    return earned == points;
  }

  /** Whether more was earned, as a share of the points, since an exercise may get more of them. */
  boolean isBetterThan(Best other) {
    return earned * other.points > other.earned * points;
  }

  String line() {
    return "%s %d of %d %s".formatted(exercise, earned, points, date);
  }

  static Optional<Best> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int earned = Integer.parseInt(matcher.group(2));
    int points = Integer.parseInt(matcher.group(3));
    try {
      LocalDate date = LocalDate.parse(matcher.group(4));
      return Optional.of(new Best(matcher.group(1), earned, points, date))
          .filter(best -> points > 0 && earned <= points);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
