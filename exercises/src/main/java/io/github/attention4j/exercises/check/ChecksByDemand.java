package io.github.attention4j.exercises.check;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Shows a check in the IDE's tree by what it demands instead of its method's name. */
final class ChecksByDemand extends DisplayNameGenerator.Standard {

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosing, Class<?> grader, Method method) {
    Check check = method.getAnnotation(Check.class);
    return check == null
        ? super.generateDisplayNameForMethod(enclosing, grader, method)
        : "%s %s: %s".formatted(check.id(), check.part(), check.demand());
  }
}
