package io.github.attention4j.exercises.grade;

import io.github.attention4j.notebook.display.Rendering;
import java.util.List;
import java.util.stream.Collectors;

/** The scorecard as an HTML table, for a notebook. */
final class HtmlScorecard {

  // Inline and on each cell: notebooks drop style sheets, and Jupyter's own aligns cells right.
  private static final String CELL = "style=\"text-align:left;vertical-align:top\"";

  private HtmlScorecard() {}

  static String of(Grades grades) {
    StringBuilder html = new StringBuilder("<table>\n");
    html.append(
        "<caption>Lesson %s: %s, <b>%d of %d points</b></caption>\n"
            .formatted(
                Rendering.escaped(grades.exercise().lesson()),
                Rendering.escaped(grades.exercise().title()),
                grades.earned(),
                grades.points()));
    for (Grade grade : grades.checks()) {
      html.append(row(grades, grade));
    }
    return html.append("</table>\n").toString();
  }

  private static String row(Grades grades, Grade grade) {
    StringBuilder text = new StringBuilder(Rendering.escaped(grade.check().demand()));
    List<String> diagnosis =
        grade.equals(grades.next().orElse(null)) || grade.outcome() != Grade.Outcome.NOT_DONE
            ? grade.diagnosis().lines().map(String::strip).toList()
            : List.of(); // the steps still ahead are told one by one
    for (int i = 0; i < diagnosis.size(); i++) {
      String tag = i == 0 ? "b" : "small";
      text.append("<br><%s>%s</%s>".formatted(tag, Rendering.escaped(diagnosis.get(i)), tag));
    }
    List<String> hints = grades.hintsFor(grade);
    for (int i = 0; i < hints.size(); i++) {
      text.append("<br>hint %d: %s".formatted(i + 1, Rendering.escaped(hints.get(i))));
    }
    List<String> cells =
        List.of(
            Rendering.escaped(grade.check().id()),
            "<code>" + Rendering.escaped(grade.check().part()) + "</code>",
            mark(grade),
            text.toString(),
            "%d&nbsp;of&nbsp;%d".formatted(grade.earned(), grade.check().points()));
    return cells.stream()
        .map(cell -> "<td " + CELL + ">" + cell + "</td>")
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  private static String mark(Grade grade) {
    return switch (grade.outcome()) {
      case PASSED -> "&#10003;";
      case FAILED -> "&#10007;";
      case NOT_DONE -> "&hellip;";
      case GRADER_BROKEN -> "?";
    };
  }
}
