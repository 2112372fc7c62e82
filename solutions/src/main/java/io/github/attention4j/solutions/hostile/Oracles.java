package io.github.attention4j.solutions.hostile;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.trial.Values;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Ways to learn what is expected. */
final class Oracles {

  private static final String EXERCISES = "io.github.attention4j.exercises.";
  private static final List<String> GRADERS =
      List.of(
          EXERCISES + "lesson04.ScaledDotProductTrials",
          EXERCISES + "lesson04.ScaledDotProductGrader",
          EXERCISES + "known.Products",
          EXERCISES + "known.SoftmaxStep",
          EXERCISES + "trial.Values",
          EXERCISES + "trial.Trial",
          EXERCISES + "grade.Grader",
          EXERCISES + "Exercises");

  private Oracles() {}

  @Contained(loses = "04.3", says = "output threw NoClassDefFoundError")
  static final class Formula extends Deeds {
    @Override
    INDArray output(INDArray right, INDArray weights, INDArray value) {
      Values expected = Products.dots(Values.of(weights), Values.of(value));
      harm(expected.toString());
      return right;
    }
  }

  @Contained
  static final class Reflection extends Deeds {
    @Override
    void act() {
      for (String name : GRADERS) {
        harmUnlessRefused(() -> Class.forName(name));
      }
      String others = "io.github.attention4j.solutions.lesson05.SelfAttention";
      harmUnlessRefused(() -> Class.forName(others));
    }
  }

  @Contained
  static final class Resources extends Deeds {
    @Override
    void act() throws IOException {
      ClassLoader loader = getClass().getClassLoader();
      for (String name : GRADERS) {
        URL found = loader.getResource(name.replace('.', '/') + ".class");
        if (found != null) {
          harm(found.toString());
        }
      }
    }
  }

  /** The grader's class path, found beside what is on the answer's own. */
  @Contained(by = Contained.By.SANDBOX)
  static final class Neighbours extends Deeds {
    @Override
    void act() throws IOException {
      for (String entry : System.getProperty("java.class.path").split(":")) {
        for (Path at = Path.of(entry); at != null; at = at.getParent()) {
          ask(at.resolve("exercises/target/classes"));
        }
      }
    }

    private static void ask(Path classes) throws IOException {
      if (Files.isDirectory(classes)) {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
          harmUnlessRefused(() -> loader.loadClass(GRADERS.get(4)));
        }
      }
    }
  }

  @Contained(by = Contained.By.SANDBOX)
  static final class GradersMemory extends Deeds {
    @Override
    void act() throws IOException {
      try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
        for (ProcessHandle process : all.filter(one -> one.pid() > 1000).toList()) {
          harmUnlessRefused(() -> Files.newByteChannel(Path.of("/proc/" + process.pid() + "/mem")));
        }
      }
    }
  }

  @Contained
  static final class Environment extends Deeds {
    @Override
    void act() {
      System.getenv()
          .forEach(
              (name, value) -> {
                if (name.matches("(?i).*(secret|token|key|password).*")) {
                  harm(name);
                }
              });
    }
  }
}
