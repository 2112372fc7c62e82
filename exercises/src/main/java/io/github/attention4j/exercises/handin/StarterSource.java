package io.github.attention4j.exercises.handin;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.check.NotDoneYetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A starter as it was before anybody wrote a step: whoever grades may have answered the exercise in
 * this checkout, and that answer must not come to those who hand in another.
 */
public final class StarterSource {

  private StarterSource() {}

  /**
   * Returns a Java file that declares an exercise's starter; each step says that it is to be done.
   *
   * @param task interface of the task
   */
  public static String of(Class<?> task) {
    Exercise exercise = task.getAnnotation(Exercise.class);
    Class<?> starter = exercise.starter();
    Map<String, String> steps = steps(exercise);
    List<String> names = List.copyOf(steps.keySet());
    String methods =
        Arrays.stream(task.getMethods())
            .sorted(Comparator.comparing(method -> names.indexOf(method.getName())))
            .map(method -> method(method, steps, names.indexOf(method.getName()) + 1))
            .collect(Collectors.joining("\n"));
    return """
        package %s;

        import %s;

        /** Yours to write; what each step must do stands in {@link %s}. */
        public class %s implements %s {

        %s}
        """
        .formatted(
            starter.getPackageName(),
            NotDoneYetException.class.getName(),
            task.getSimpleName(),
            starter.getSimpleName(),
            task.getSimpleName(),
            methods);
  }

  /** Each step with what is asked first of it, in the order in which they are taken. */
  private static Map<String, String> steps(Exercise exercise) {
    List<Check> checks = new ArrayList<>();
    Arrays.stream(exercise.grader().getDeclaredMethods())
        .map(method -> method.getAnnotation(Check.class))
        .filter(check -> check != null)
        .sorted(Comparator.comparing(Check::id))
        .forEach(checks::add);
    Map<String, String> steps = new LinkedHashMap<>();
    checks.forEach(check -> steps.putIfAbsent(check.part(), check.demand()));
    return steps;
  }

  private static String method(Method method, Map<String, String> steps, int number) {
    String parameters =
        Arrays.stream(method.getParameters())
            .map(StarterSource::parameter)
            .collect(Collectors.joining(", "));
    String said =
        "step %d of %d: %s"
            .formatted(number, steps.size(), steps.getOrDefault(method.getName(), "this"));
    return """
          @Override
          public %s %s(%s) {
            throw new NotDoneYetException("%s");
          }
        """
        .formatted(
            method.getReturnType().getCanonicalName(),
            method.getName(),
            parameters,
            said.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  private static String parameter(Parameter parameter) {
    return parameter.getType().getCanonicalName() + " " + parameter.getName();
  }
}
