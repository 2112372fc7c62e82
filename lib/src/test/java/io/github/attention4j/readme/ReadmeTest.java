package io.github.attention4j.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Compiles and runs the README's program, and holds what it prints to what the README says. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");

  private static final String TRAINING_IMPORTS =
      """
      import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
      import static org.nd4j.linalg.indexing.NDArrayIndex.point;
      import io.github.attention4j.mask.Mask;
      import io.github.attention4j.mechanism.ProjectionOptions;
      import io.github.attention4j.mechanism.SelfAttention;
      import io.github.attention4j.ops.Tensor;
      import io.github.attention4j.param.Linear;
      import io.github.attention4j.param.Parameters;
      import io.github.attention4j.train.Batches;
      import io.github.attention4j.train.History;
      import io.github.attention4j.train.Losses;
      import io.github.attention4j.train.Trainer;
      import org.nd4j.linalg.api.buffer.DataType;
      import org.nd4j.linalg.api.ndarray.INDArray;
      import org.nd4j.linalg.factory.Nd4j;
      import org.nd4j.linalg.learning.config.Adam;
      """;

  /** The code block behind a mark such as {@code <!-- program -->}. */
  private static String block(String mark) throws IOException {
    String readme = Files.readString(README);
    Matcher matcher =
        Pattern.compile("<!-- " + mark + " -->\\s*```\\w*\\n(.*?)```", Pattern.DOTALL)
            .matcher(readme);
    assertTrue(matcher.find(), "README.md has no block marked " + mark);
    return matcher.group(1);
  }

  @Test
  void theProgramPrintsWhatTheReadmeSays(@TempDir Path folder) throws Exception {
    String printed = run(compile(folder, block("program")));
    assertEquals(squeezed(block("printed")), squeezed(printed));
  }

  @Test
  void theTrainingPrintsWhatTheReadmeSays(@TempDir Path folder) throws Exception {
    Nd4j.getRandom().setSeed(1); // the README's data are random
    String printed = run(compile(folder, block("training")));
    assertEquals(squeezed(block("training printed")), squeezed(printed));
  }

  /** Compiles the lines of a program into a folder; a warning is an error. */
  private static Path compile(Path folder, String code) throws IOException {
    String imports =
        code.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
    String body =
        code.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
    Path source = folder.resolve("Program.java");
    Files.writeString(
        source,
        (imports.isEmpty() ? TRAINING_IMPORTS : imports)
            + "\npublic class Program { public static void main(String[] args) {\n"
            + body
            + "\n}}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    compiler.run(
        null, null, errors, "-d", folder.toString(), "-Xlint:all,-path", source.toString());
    assertEquals("", errors.toString(StandardCharsets.UTF_8));
    return folder;
  }

  /** Runs the program and returns what it prints. */
  private String run(Path folder) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    URL[] classes = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      Method main = loader.loadClass("Program").getMethod("main", String[].class);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** ND4J breaks lines and pads numbers as it likes. */
  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  /** Every class and lesson that the README's map names exists. */
  @Test
  void theMapNamesWhatExists() throws IOException {
    List<String> rows =
        block("map", "\n\n").lines().filter(line -> line.startsWith("| ")).skip(1).toList();
    assertTrue(rows.size() >= 2, "rows of the map: " + rows.size());
    for (String row : rows) {
      String[] cells = row.split("\\|");
      Matcher code = Pattern.compile("`([^`]+)`").matcher(cells[2]);
      while (code.find()) {
        String name = code.group(1).replaceAll("[.(].*", "");
        assertTrue(isClass(name), "README.md names " + name + ", which is no class of lib");
      }
      Matcher link = Pattern.compile("\\]\\(([^)#]+)\\)").matcher(row);
      while (link.find()) {
        assertTrue(Files.exists(README.resolveSibling(link.group(1))), "no " + link.group(1));
      }
    }
  }

  private static String block(String mark, String end) throws IOException {
    String readme = Files.readString(README);
    int start = readme.indexOf("<!-- " + mark + " -->");
    assertTrue(start >= 0, "README.md has no block marked " + mark);
    int stop = readme.indexOf(end, readme.indexOf("|", start));
    return readme.substring(start, stop < 0 ? readme.length() : stop);
  }

  private static boolean isClass(String name) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      return files.anyMatch(file -> file.getFileName().toString().equals(name + ".java"));
    }
  }
}
