package io.github.attention4j.exercises.handin;

import io.github.attention4j.exercises.check.Submission;
import io.github.attention4j.exercises.check.SubmissionException;
import io.github.attention4j.exercises.isolate.AnswerPath;
import io.github.attention4j.exercises.isolate.IsolatedSubmission;
import io.github.attention4j.exercises.isolate.Leftovers;
import io.github.attention4j.exercises.isolate.Limits;
import io.github.attention4j.exercises.isolate.PlainText;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * An answer that was handed in: Java files in any folder (a whole clone, an {@code exercises}
 * folder, single files), one Java file, a notebook, a zip archive of these, or compiled classes in
 * a folder or a jar.
 *
 * <p>It is graded in a JVM of its own. It sees the task, ND4J and the library, but none of the
 * answers in this checkout: what was not handed in is missing, and every check says so.
 */
public final class HandIn implements Submission {

  private final String className;
  private final Path folder;
  private final Thread deleteAtExit = new Thread(this::delete);
  private Submission answer;
  private NotebookAnswer notebook;
  private NoAnswerException missing;

  /**
   * Looks for an answer, and compiles it if it comes as source.
   *
   * @param handedIn folders, Java files, notebooks, zip archives or jars
   * @param task interface of the task
   * @param className class that implements it
   * @param limits what it may use
   * @throws IOException if no temporary files can be written
   */
  public HandIn(List<Path> handedIn, Class<?> task, String className, Limits limits)
      throws IOException {
    this.className = className;
    folder = Files.createTempDirectory("attention4j");
    Runtime.getRuntime().addShutdownHook(deleteAtExit);
    try {
      List<Path> visible = AnswerPath.ofTasks(folder.resolve("kit"));
      Path classes = classes(handedIn, task, visible);
      // The kit's classes first: nothing that was handed in takes the place of one of them.
      List<Path> classPath = Stream.concat(visible.stream(), Stream.of(classes)).toList();
      String graded = notebook == null ? className : notebook.className();
      answer = IsolatedSubmission.handedIn(task, graded, classPath, limits);
    } catch (NoAnswerException e) {
      missing = new NoAnswerException(PlainText.of(told(e.getMessage())));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /**
   * Java files come first: a clone has every lesson's page beside them. Sources come before
   * classes, which may be of another day.
   */
  private Path classes(List<Path> handedIn, Class<?> task, List<Path> visible) throws IOException {
    List<Path> roots = Unpacked.with(handedIn, folder.resolve("unpacked"));
    Sources sources = Sources.in(roots);
    boolean javaAlone = roots.stream().allMatch(root -> root.toString().endsWith(".java"));
    if (javaAlone || sources.mayDeclare(className)) {
      return Compilation.of(sources, className, visible, folder);
    }
    notebook = NotebookAnswer.find(Sources.notebooks(roots), task).orElse(null);
    if (notebook == null) {
      return Compiled.in(roots, className);
    }
    List<Path> all = new ArrayList<>(roots);
    all.add(notebook.write(folder.resolve("notebook")));
    return Compilation.of(Sources.in(all), notebook.className(), visible, folder);
  }

  private String told(String message) {
    return notebook == null ? message : notebook.told(message);
  }

  @Override
  public String name() {
    return notebook == null ? className : notebook.name();
  }

  /** Returns the number of the cell that holds the answer, from 1; nothing if it is no notebook. */
  public OptionalInt cell() {
    return notebook == null ? OptionalInt.empty() : OptionalInt.of(notebook.cell());
  }

  @Override
  public Duration timeLimit() {
    return missing == null ? answer.timeLimit() : TIME_LIMIT;
  }

  @Override
  public void start() {
    if (missing == null) {
      answer.start();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws NoAnswerException if nothing was handed in that could be asked
   */
  @Override
  public Object call(Method method, Object[] arguments, Duration limit) {
    if (missing != null) {
      throw missing;
    }
    try {
      return answer.call(method, arguments, limit);
    } catch (SubmissionException e) {
      String told = told(e.getMessage());
      throw e.isFatal() ? SubmissionException.fatal(told) : SubmissionException.ofCall(told);
    }
  }

  @Override
  public String printed() {
    return missing == null ? answer.printed() : "";
  }

  @Override
  public void close() {
    if (answer != null) {
      answer.close();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(deleteAtExit);
    } catch (IllegalStateException e) {
      return; // the grader is shutting down, and the hook is running
    }
    delete();
  }

  private void delete() {
    Leftovers.delete(folder);
  }
}
