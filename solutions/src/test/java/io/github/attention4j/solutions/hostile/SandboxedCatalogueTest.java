package io.github.attention4j.solutions.hostile;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.attention4j.exercises.isolate.Sandbox;
import java.io.IOException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All hostile answers, in the operating system's sandbox: {@code ./kit test --hostile}. */
@Tag("hostile")
class SandboxedCatalogueTest {

  private static final Sandbox SANDBOX = Sandbox.find().orElse(Sandbox.NONE);

  /** Those first that nothing else contains. */
  static Stream<Class<?>> catalogue() {
    return Containment.all()
        .sorted(
            Comparator.comparing(
                hostile -> Containment.mark(hostile).by() != Contained.By.SANDBOX));
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void isContained(Class<?> hostile) throws IOException {
    assumeTrue(SANDBOX != Sandbox.NONE, "there is no sandbox on this machine");
    Containment.assertContained(hostile, SANDBOX);
  }
}
