package io.github.attention4j.exercises.isolate;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.check.NotDoneYetException;
import io.github.attention4j.exercises.trial.Layout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of an answer's JVM, drawn from the grader's own.
 *
 * <p>ND4J, the library and the toolbox are on it as they are. Of the exercises and the solutions
 * only copies of single classes are: those that an answer's JVM runs on, and those that the answer
 * names. What graders are made of is never among them, so that no answer can ask it what is
 * expected.
 */
public final class AnswerPath {

  private static final String EXERCISES = ExerciseClasses.ROOT + "exercises/";

  /** How arrays lie in memory is the one thing of the graders' trials that messages need. */
  private static final String LAYOUT = name(Layout.class);

  private AnswerPath() {}

  /**
   * Returns the class path of an answer that was handed in, before its own classes: of the
   * exercises it holds the tasks, and none of this checkout's answers.
   *
   * @param copy folder to make, for the copies
   */
  public static List<Path> ofTasks(Path copy) throws IOException {
    Set<String> tasks =
        Stream.of(Exercises.TASKS, Exercises.EXPERIMENTS)
            .flatMap(List::stream)
            .map(AnswerPath::name)
            .collect(Collectors.toSet());
    Predicate<String> taken =
        name -> tasks.contains(topLevel(name)) || isForAnswers(name) && !isOfLesson(name);
    ExerciseClasses classes = new ExerciseClasses(graders());
    Set<String> first = new HashSet<>(tasks);
    first.addAll(List.of(name(SubmissionMain.class), name(NotDoneYetException.class)));
    return copied(classes, classes.reachable(first, taken), copy);
  }

  /**
   * Returns the class path of an answer that is on a class path with everything else.
   *
   * @param classPath where the answer is
   * @param task interface of the task
   * @param first names of the answer's class and of the JVM's main class
   * @param copy folder to make, for the copies
   */
  static List<Path> ofAnswer(
      Collection<Path> classPath, Class<?> task, List<String> first, Path copy) throws IOException {
    ExerciseClasses classes = new ExerciseClasses(classPath);
    Set<String> graders = graders(classes, task);
    List<String> names = new ArrayList<>(List.of(name(task), name(NotDoneYetException.class)));
    first.forEach(name -> names.add(name.replace('.', '/')));
    Predicate<String> taken = name -> isForAnswers(name) && !graders.contains(name);
    return copied(classes, classes.reachable(names, taken), copy);
  }

  /** What the grader of a task names in the lessons' packages, and no task or model does. */
  private static Set<String> graders(ExerciseClasses classes, Class<?> task) {
    Exercise exercise = task.getAnnotation(Exercise.class);
    if (exercise == null) {
      return Set.of();
    }
    Set<String> answers =
        Stream.concat(Exercises.TASKS.stream(), Exercises.EXPERIMENTS.stream())
            .flatMap(type -> Stream.of(type, type.getAnnotation(Exercise.class).starter()))
            .map(AnswerPath::name)
            .collect(Collectors.toSet());
    Set<String> models = classes.reachable(answers, name -> isOfLesson(name) && !isGrader(name));
    Set<String> graders =
        classes.reachable(Set.of(name(exercise.grader())), AnswerPath::isOfLesson);
    graders.removeAll(models);
    return graders;
  }

  private static List<Path> copied(ExerciseClasses classes, Set<String> names, Path copy)
      throws IOException {
    classes.copy(names, Files.createDirectory(copy));
    return Stream.concat(Stream.of(copy), classes.others().stream()).toList();
  }

  /** Returns this JVM's class path. */
  static List<Path> graders() {
    return split(System.getProperty("java.class.path"));
  }

  /** Returns the folders and jars of a class path; the answer's JVM runs in another folder. */
  static List<Path> split(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .toList();
  }

  /** Of the exercises: what is not the graders' alone. */
  private static boolean isForAnswers(String name) {
    return !name.startsWith(EXERCISES)
        || isOfLesson(name) && !isGrader(name)
        || name.startsWith(EXERCISES + "check/")
        || name.startsWith(EXERCISES + "isolate/")
        || topLevel(name).equals(LAYOUT);
  }

  private static boolean isOfLesson(String name) {
    return name.startsWith(EXERCISES + "lesson");
  }

  private static boolean isGrader(String name) {
    return topLevel(name).endsWith("Grader") || topLevel(name).endsWith("Trials");
  }

  private static String name(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private static String topLevel(String name) {
    return name.replaceFirst("\\$.*", "");
  }
}
