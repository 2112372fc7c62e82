package io.github.attention4j.solutions.hostile;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.attention4j.exercises.isolate.Sandbox;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole catalogue of hostile answers, with and without a sandbox: {@code ./kit test --hostile}.
 */
@Tag("hostile")
class HostileCatalogueTest {

  private static final Sandbox SANDBOX = Sandbox.find().orElse(Sandbox.NONE);

  static Stream<Class<?>> containedByAJvm() {
    return Containment.all().filter(hostile -> Containment.mark(hostile).by() == Contained.By.JVM);
  }

  static Stream<Class<?>> all() {
    return Containment.all();
  }

  @ParameterizedTest
  @MethodSource("containedByAJvm")
  void isContainedByAJvm(Class<?> hostile) throws IOException {
    Containment.assertContained(hostile, Sandbox.NONE);
  }

  @ParameterizedTest
  @MethodSource("all")
  void isContainedByASandbox(Class<?> hostile) throws IOException {
    assumeTrue(SANDBOX != Sandbox.NONE, "there is no sandbox on this machine");
    Containment.assertContained(hostile, SANDBOX);
  }
}
