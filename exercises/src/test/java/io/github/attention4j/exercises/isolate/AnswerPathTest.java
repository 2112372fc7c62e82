package io.github.attention4j.exercises.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.check.Exercise;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerPathTest {

  private static final String MAIN = SubmissionMain.class.getName();
  private static final List<String> LESSON = List.of("lesson", "check", "isolate", "trial/Layout");

  @TempDir Path folder;

  private static Stream<Class<?>> tasks() {
    return Stream.concat(Exercises.TASKS.stream(), Exercises.EXPERIMENTS.stream());
  }

  private static Class<?> starter(Class<?> task) {
    return task.getAnnotation(Exercise.class).starter();
  }

  private static Set<String> copied(Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(copy)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> copy.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static void assertNothingOfTheGraders(Set<String> copied) {
    for (String name : copied) {
      String inside = name.replaceFirst("io/github/attention4j/exercises/", "");
      assertTrue(LESSON.stream().anyMatch(inside::startsWith), name);
      assertFalse(name.matches(".*(Grader|Trials|Test)(\\$.*)?\\.class"), name);
    }
  }

  /** Each starter, and every class that it names, can be loaded from what is drawn for it. */
  @Test
  void holdsWhatAnAnswerNamesAndNothingOfItsGrader() throws Exception {
    for (Class<?> task : tasks().toList()) {
      String starter = starter(task).getName();
      Path copy = folder.resolve(task.getSimpleName());
      List<String> first = List.of(MAIN, starter);

      List<Path> path = AnswerPath.ofAnswer(AnswerPath.graders(), task, first, copy);

      assertNothingOfTheGraders(copied(copy));
      List<URL> urls = new ArrayList<>();
      for (Path entry : path) {
        urls.add(entry.toUri().toURL());
      }
      try (URLClassLoader loader =
          new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
        for (String name : copied(copy)) {
          loader.loadClass(name.replaceFirst("\\.class$", "").replace('/', '.')).getMethods();
        }
      }
    }
  }

  @Test
  void holdsEveryTaskAndNoStarterForWhatWasHandedIn() throws IOException {
    Path copy = folder.resolve("tasks");

    List<Path> path = AnswerPath.ofTasks(copy);

    Set<String> copied = copied(copy);
    assertNothingOfTheGraders(copied);
    tasks()
        .forEach(
            task -> {
              assertTrue(copied.contains(file(task)), task::getName);
              assertFalse(copied.contains(file(starter(task))), starter(task)::getName);
            });
    assertEquals(copy, path.get(0));
    assertTrue(
        path.stream()
            .noneMatch(
                entry ->
                    Files.exists(
                        entry.resolve("io/github/attention4j/exercises/Exercises.class"))));
  }

  private static String file(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  @Test
  void followsNamesInDescriptorsAndInnerClasses() throws IOException {
    String name = "/" + file(IsolatedSubmission.class);
    byte[] bytes = AnswerPathTest.class.getResourceAsStream(name).readAllBytes();

    Set<String> names = ClassNames.in(bytes);

    String isolate = "io/github/attention4j/exercises/isolate/";
    assertTrue(
        names.containsAll(Set.of(isolate + "ChildJvm", isolate + "Limits", isolate + "Response")),
        names::toString);
    assertEquals(Set.of(), ClassNames.in(new byte[] {1, 2, 3, 4, 5}));
  }
}
