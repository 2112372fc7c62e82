package io.github.attention4j.solutions.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.attention4j.exercises.isolate.Sandbox;
import io.github.attention4j.solutions.lesson04.ScaledDotProduct;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile answers that were handed in, graded by {@code ./kit grade} as an instructor does it. */
@Tag("hostile")
class HostileToTheGraderTest {

  private static final String EXERCISES = "exercises/target/classes";
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir Path folder;

  static Stream<Class<?>> all() {
    return Arrays.stream(Graders.class.getDeclaredClasses())
        .filter(type -> type.isAnnotationPresent(Contained.class));
  }

  @ParameterizedTest
  @MethodSource("all")
  void isContained(Class<?> hostile) throws IOException, InterruptedException {
    assertContained(hostile);
  }

  @ParameterizedTest
  @MethodSource("all")
  void isContainedInASandbox(Class<?> hostile) throws IOException, InterruptedException {
    assumeTrue(Sandbox.find().isPresent(), "there is no sandbox on this machine");
    assertContained(hostile, "--sandbox");
  }

  private void assertContained(Class<?> hostile, String... options)
      throws IOException, InterruptedException {
    Path checkout = checkout();
    Map<Path, String> classes = contents(checkout.resolve(EXERCISES));
    Path outside = Path.of(Contained.OUTSIDE);
    Files.createDirectories(outside.getParent());
    Files.writeString(outside, "mine");
    Path json = folder.resolve("results.json");

    String card = grade(checkout, hostile, json, options);

    Contained mark = Containment.mark(hostile);
    int points = mark.loses().length == 0 ? 20 : 17;
    assertTrue(card.contains("\n%d of 20 points\n".formatted(points)), card);
    assertTrue(card.replaceAll("\\s+", " ").contains(mark.says()), card);
    assertFalse(card.contains(Contained.HARM), card);
    Thread.sleep(3000); // for what may still run
    assertTrue(Files.isRegularFile(json), card);
    String results = Files.readString(json);
    assertTrue(results.contains("\"score\": %d,".formatted(points)), results);
    assertEquals("mine", Files.readString(outside));
    assertEquals(classes, contents(checkout.resolve(EXERCISES)), card);
  }

  private String grade(Path checkout, Class<?> hostile, Path json, String... options)
      throws IOException, InterruptedException {
    ProcessBuilder kit =
        new ProcessBuilder(
            new ArrayList<>(
                List.of(
                    checkout.resolve("kit").toString(),
                    "grade",
                    "04",
                    "--class",
                    hostile.getName(),
                    "--submission",
                    handedIn(hostile).toString(),
                    "--json",
                    json.toString())));
    kit.command().addAll(List.of(options));
    kit.environment().put("COURSE_SECRET", "42");
    kit.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = kit.redirectErrorStream(true).start();
    String card = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor() <= 1, card);
    return card;
  }

  /** A built checkout of this project, as the kit sees it. */
  private Path checkout() throws IOException {
    Path checkout = Files.createDirectory(folder.resolve("checkout"));
    Files.copy(Path.of("../kit"), checkout.resolve("kit"));
    assertTrue(checkout.resolve("kit").toFile().setExecutable(true));
    write(checkout.resolve("pom.xml"), "");
    for (String module : List.of("lib", "datasets", "notebooks", "exercises", "solutions")) {
      write(checkout.resolve(module + "/pom.xml"), "");
      Files.createDirectories(checkout.resolve(module + "/src/main"));
    }
    copy(Path.of("..", EXERCISES), checkout.resolve(EXERCISES));
    String path =
        Stream.of(CLASS_PATH.split(File.pathSeparator))
            .filter(entry -> !isOf("exercises", entry) && !isOf("solutions", entry))
            .collect(Collectors.joining(File.pathSeparator));
    write(checkout.resolve("exercises/target/classpath"), path);
    write(checkout.resolve("solutions/target/classpath"), path);
    write(checkout.resolve("notebooks/target/kit/jvm.arguments"), "-Xmx1g");
    write(checkout.resolve("target/kit/built"), Runtime.version().feature() + " \n");
    return checkout;
  }

  /** Whether an entry of the class path, folder or jar, was built in a module of this checkout. */
  private static boolean isOf(String module, String entry) {
    return Path.of(entry)
        .toAbsolutePath()
        .startsWith(Path.of("..", module).toAbsolutePath().normalize());
  }

  private Path handedIn(Class<?> hostile) throws IOException {
    Path handedIn = folder.resolve("handed-in");
    for (Class<?> type : List.of(hostile, Deeds.class, Contained.class, Graders.class)) {
      copyClass(type, handedIn);
    }
    for (Class<?> nested : Contained.class.getDeclaredClasses()) {
      copyClass(nested, handedIn);
    }
    copyClass(ScaledDotProduct.class, handedIn);
    return handedIn;
  }

  private static void copyClass(Class<?> type, Path target) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    Path copy = target.resolve(name);
    Files.createDirectories(copy.getParent());
    try (var stream = type.getClassLoader().getResourceAsStream(name)) {
      Files.copy(stream, copy);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!Files.isDirectory(file)) {
          Files.copy(file, target);
        }
      }
    }
  }

  private static Map<Path, String> contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Map<Path, String> contents = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
        contents.put(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
      return contents;
    }
  }
}
