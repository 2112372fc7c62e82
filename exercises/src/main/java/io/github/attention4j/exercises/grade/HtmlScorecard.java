package io.github.attention4j.exercises.grade;

/** The scorecard as an HTML table, for a notebook. */
final class HtmlScorecard {

  private HtmlScorecard() {}

  static String of(Grades grades) {
    StringBuilder html = new StringBuilder("<table style=\"text-align: left\">\n");
    html.append(
        "<caption>Lesson %s: %s &mdash; <b>%d of %d points</b></caption>%n"
            .formatted(
                escape(grades.exercise().lesson()),
                escape(grades.exercise().title()),
                grades.earned(),
                grades.points()));
    html.append("<tr><th>check</th><th>step</th><th>result</th><th>points</th></tr>\n");
    for (Grade grade : grades.checks()) {
      html.append(row(grades, grade));
    }
    return html.append("</table>\n").toString();
  }

  private static String row(Grades grades, Grade grade) {
    StringBuilder result = new StringBuilder();
    String diagnosis = grade.diagnosis().strip();
    String first = diagnosis.lines().findFirst().orElse("");
    String evidence = diagnosis.substring(first.length()).stripIndent().strip();
    switch (grade.outcome()) {
      case PASSED -> result.append("&#10003; ").append(escape(grade.check().demand()));
      case NOT_DONE -> result.append("to do: ").append(escape(first));
      case FAILED, GRADER_BROKEN -> result.append("&#10007; <b>" + escape(first) + "</b>");
    }
    if (!evidence.isEmpty()) {
      result.append("<br><small>" + escape(evidence).replace("\n", "<br>") + "</small>");
    }
    int level = 0;
    for (String hint : grades.hintsFor(grade)) {
      result.append("<br>hint %d: %s".formatted(++level, escape(hint)));
    }
    return "<tr><td>%s</td><td><code>%s</code></td><td>%s</td><td>%d of %d</td></tr>%n"
        .formatted(
            escape(grade.check().id()),
            escape(grade.check().part()),
            result,
            grade.earned(),
            grade.check().points());
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
