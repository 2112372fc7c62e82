package io.github.attention4j.solutions.hostile;

import io.github.attention4j.exercises.isolate.Sandbox;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hostile answers that a JVM of their own contains: {@code ./kit test --hostile}. */
@Tag("hostile")
class HostileCatalogueTest {

  static Stream<Class<?>> catalogue() {
    return Containment.all().filter(hostile -> Containment.mark(hostile).by() == Contained.By.JVM);
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void isContained(Class<?> hostile) throws IOException {
    Containment.assertContained(hostile, Sandbox.NONE);
  }
}
