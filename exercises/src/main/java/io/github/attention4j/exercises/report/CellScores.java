package io.github.attention4j.exercises.report;

import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.exercises.handin.PageRun;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The cells of a notebook, how each went and what it earned, as a table of comma-separated values:
 * nbgrader's score and max_score of a cell. The points are those of the class in the cell.
 */
public final class CellScores {

  private CellScores() {}

  /**
   * Returns the table.
   *
   * @param page how the cells went
   * @param answers the grades by the number of the cell that holds the answer
   */
  public static String of(PageRun page, Map<Integer, List<Grades>> answers) {
    IntColumn cell = IntColumn.create("cell");
    StringColumn result = StringColumn.create("result");
    DoubleColumn seconds = DoubleColumn.create("seconds");
    IntColumn score = IntColumn.create("score");
    IntColumn most = IntColumn.create("max_score");
    for (PageRun.Cell one : page.cells()) {
      List<Grades> grades = answers.getOrDefault(one.number(), List.of());
      cell.append(one.number());
      result.append(one.result());
      seconds.append(one.seconds());
      score.append(grades.stream().mapToInt(Grades::earned).sum());
      most.append(grades.stream().mapToInt(Grades::points).sum());
    }
    return Table.create("cells", cell, result, seconds, score, most).write().toString("csv");
  }
}
