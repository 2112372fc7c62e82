package io.github.attention4j.solutions.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The grader's own process: its JVM, its environment, its classes, its results. */
final class Graders {

  private static final String NO_POINTS = "output threw IllegalStateException: no points for this";

  private Graders() {}

  private static Path grader() {
    long id = ProcessHandle.current().parent().map(ProcessHandle::pid).orElseThrow();
    return Path.of("/proc", Long.toString(id));
  }

  private static List<String> words(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(grader().resolve(file));
    return Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\u0000"));
  }

  /** Returns the path that follows an option on the grader's command line. */
  private static Path option(String name) throws IOException {
    List<String> words = words("cmdline");
    return Path.of(words.get(words.indexOf(name) + 1));
  }

  @Contained(by = Contained.By.KIT)
  static final class ItsJvm extends Deeds {
    @Override
    void act() {
      System.setProperty("sun.tools.attach.attachTimeout", "500");
      String id = grader().getFileName().toString();
      harmUnlessRefused(
          () ->
              Class.forName("com.sun.tools.attach.VirtualMachine")
                  .getMethod("attach", String.class)
                  .invoke(null, id));
    }
  }

  @Contained(by = Contained.By.KIT)
  static final class ItsEnvironment extends Deeds {
    @Override
    void act() throws IOException {
      for (String variable : words("environ")) {
        if (variable.startsWith("COURSE_SECRET=")) {
          harm(variable);
        }
      }
    }
  }

  /** All of them, and one more; the next answer would be graded with these. */
  @Contained(by = Contained.By.KIT, loses = "04.3", says = NO_POINTS)
  static final class ItsClasses extends Deeds {
    @Override
    void act() throws IOException {
      for (String entry : option("-cp").toString().split(":")) {
        Path folder = Path.of(entry);
        if (Files.isDirectory(folder.resolve("io/github/attention4j/exercises/grade"))) {
          overwrite(folder);
        }
      }
      throw new IllegalStateException("no points for this");
    }

    private static void overwrite(Path folder) throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
          Files.writeString(file, "20 of 20 points");
        }
      }
      Files.writeString(folder.resolve("More.class"), "20 of 20 points");
    }
  }

  @Contained(by = Contained.By.KIT, loses = "04.3", says = NO_POINTS)
  static final class ItsResultsLater extends Deeds {
    @Override
    void act() throws IOException {
      Path json = option("--json");
      shell("cd /; (setsid sh -c 'sleep 2; while sleep 0.2; do echo 20 >" + json + "; done' &)");
      throw new IllegalStateException("no points for this");
    }
  }

  @Contained(by = Contained.By.KIT, loses = "04.3", says = NO_POINTS)
  static final class LinkToItsResults extends Deeds {
    @Override
    void act() throws IOException {
      Path json = option("--json");
      Files.deleteIfExists(json);
      Files.createSymbolicLink(json, Path.of(Contained.OUTSIDE));
      throw new IllegalStateException("no points for this");
    }
  }

  @Contained(by = Contained.By.KIT, loses = "04.3", says = NO_POINTS)
  static final class ItsTerminalLater extends Deeds {
    @Override
    void act() throws IOException {
      String terminal = grader() + "/fd/1";
      shell(
          "(setsid sh -c 'exec 3>%s; sleep 8; echo %s >&3' &)".formatted(terminal, Contained.HARM));
      throw new IllegalStateException("no points for this");
    }
  }
}
