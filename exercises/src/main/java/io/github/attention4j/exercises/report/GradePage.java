package io.github.attention4j.exercises.report;

import static io.github.attention4j.notebook.display.Rendering.escaped;

import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grades;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The grades as a page of HTML for the one who handed in: a file of its own that opens by a double
 * click, needs no network and runs no script.
 */
public final class GradePage {

  private static final String STYLE = resource("page.css");

  private final StringBuilder html = new StringBuilder();

  private GradePage() {}

  /**
   * Returns the page.
   *
   * @param title whose grades these are
   * @param lessons one result for each lesson
   */
  public static String of(String title, List<Grades> lessons) {
    GradePage page = new GradePage();
    page.head(title, lessons);
    lessons.forEach(page::lesson);
    return page.html.append("</main>\n</body>\n</html>\n").toString();
  }

  private void head(String title, List<Grades> lessons) {
    int earned = lessons.stream().mapToInt(Grades::earned).sum();
    int points = lessons.stream().mapToInt(Grades::points).sum();
    add(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <header><h1>%s</h1><p class="total">%s</p></header>
        """,
        escaped(title), STYLE, escaped(title), points(earned, points));
  }

  private void lesson(Grades grades) {
    String kind = grades.exercise().experiment() ? "Experiment of lesson" : "Lesson";
    add(
        "<section>\n<h2>%s %s: %s</h2>\n%s",
        kind,
        escaped(grades.exercise().lesson()),
        escaped(grades.exercise().title()),
        bar(grades.earned(), grades.points()));
    grades.oneReason().ifPresent(this::reason);
    next(grades);
    String part = "";
    for (Grade grade : grades.checks()) {
      if (!grade.check().part().equals(part)) {
        part = grade.check().part();
        add("<h3><code>%s</code></h3>\n", escaped(part));
      }
      check(grades, grade);
    }
    if (!grades.printed().isBlank()) {
      add(
          "<details><summary>What the code printed</summary><pre>%s</pre></details>\n",
          escaped(grades.printed()));
    }
    add("</section>\n");
  }

  private void reason(String reason) {
    add("<div class=\"reason\"><p>No step could be asked:</p>");
    add("<pre>%s</pre></div>\n", escaped(reason));
  }

  private void next(Grades grades) {
    grades
        .next()
        .filter(next -> grades.oneReason().isEmpty())
        .ifPresent(
            next ->
                add(
                    "<p class=\"next\"><b>Next:</b> <a href=\"#%s\">%s %s</a></p>\n",
                    anchor(next), escaped(next.check().part()), escaped(next.check().id())));
  }

  private void check(Grades grades, Grade grade) {
    String kind = grade.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
    add(
        """
        <article class="%s" id="%s">
        <span class="mark">%s</span><span class="id">%s</span>
        <div><p class="demand">%s</p>
        """,
        kind,
        anchor(grade),
        mark(grade),
        escaped(grade.check().id()),
        escaped(grade.check().demand()));
    if (grades.oneReason().isEmpty() && !grade.diagnosis().isBlank()) {
      add("<p class=\"diagnosis\">%s</p>\n", escaped(grade.firstLine()));
      String evidence = evidence(grade);
      if (!evidence.isEmpty()) {
        add("<pre>%s</pre>\n", escaped(evidence));
      }
    }
    List<String> hints = grades.hintsFor(grade);
    for (int i = 0; i < hints.size(); i++) {
      add("<details><summary>Hint %d</summary><p>%s</p></details>\n", i + 1, escaped(hints.get(i)));
    }
    add(
        "</div><span class=\"points\">%d of %d</span></article>\n",
        grade.earned(), grade.check().points());
  }

  private static String evidence(Grade grade) {
    return String.join("\n", grade.diagnosis().lines().skip(1).toList()).stripIndent();
  }

  private static String anchor(Grade grade) {
    return ClassroomResults.runner(grade.check());
  }

  private static String mark(Grade grade) {
    return switch (grade.outcome()) {
      case PASSED -> "&#10003;";
      case FAILED -> "&#10007;";
      case NOT_DONE -> "&hellip;";
      case GRADER_BROKEN -> "?";
    };
  }

  private static String bar(int earned, int points) {
    return "<div class=\"row\"><progress max=\"%d\" value=\"%d\"></progress><span>%s</span></div>\n"
        .formatted(points, earned, points(earned, points));
  }

  private static String points(int earned, int points) {
    return "%d of %d points".formatted(earned, points);
  }

  private void add(String format, Object... arguments) {
    html.append(format.formatted(arguments));
  }

  private static String resource(String name) {
    try (InputStream stream = GradePage.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
