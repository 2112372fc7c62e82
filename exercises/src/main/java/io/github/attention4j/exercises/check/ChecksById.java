package io.github.attention4j.exercises.check;

import java.util.Comparator;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/** Runs a grader's checks in the order in which a learner takes the steps. */
final class ChecksById implements MethodOrderer {

  @Override
  public void orderMethods(MethodOrdererContext context) {
    context.getMethodDescriptors().sort(Comparator.comparing(ChecksById::id));
  }

  private static String id(MethodDescriptor method) {
    return method.findAnnotation(Check.class).map(Check::id).orElse("");
  }
}
