package io.github.attention4j.exercises.command;

import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.exercises.isolate.FreshFile;
import io.github.attention4j.exercises.report.ClassroomResults;
import io.github.attention4j.exercises.report.GradePage;
import io.github.attention4j.exercises.report.GradescopeResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The files to write the grades of one answer to; each may be null.
 *
 * @param json Gradescope's results.json
 * @param xml folder for JUnit's XML
 * @param html page for people
 * @param classroom file that GitHub's step outputs are appended to
 * @param cells table of a notebook's cells
 */
record Formats(Path json, Path xml, Path html, Path classroom, Path cells) {

  static final Formats NONE = new Formats(null, null, null, null, null);

  Formats withJson(Path file) {
    return new Formats(file, xml, html, classroom, cells);
  }

  Formats withXml(Path folder) {
    return new Formats(json, folder, html, classroom, cells);
  }

  Formats withHtml(Path file) {
    return new Formats(json, xml, file, classroom, cells);
  }

  Formats withClassroom(Path file) {
    return new Formats(json, xml, html, file, cells);
  }

  Formats withCells(Path file) {
    return new Formats(json, xml, html, classroom, file);
  }

  /** JUnit's XML is written while the checks run, the cells when the page was executed. */
  void write(String title, List<Grades> lessons) throws IOException {
    if (json != null) {
      FreshFile.write(json, GradescopeResults.of(lessons));
    }
    if (html != null) {
      FreshFile.write(html, GradePage.of(title, lessons));
    }
    if (classroom != null) {
      Files.writeString(
          classroom,
          ClassroomResults.of(lessons),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
