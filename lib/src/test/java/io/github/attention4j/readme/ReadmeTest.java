package io.github.attention4j.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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

/** Compiles and runs the README's program, and holds what it prints to what the README says. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");

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
    String code = block("program");
    List<String> imports = code.lines().filter(line -> line.startsWith("import ")).toList();
    String body =
        code.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
    Path source = folder.resolve("Program.java");
    Files.writeString(
        source,
        String.join("\n", imports)
            + "\npublic class Program { public static void main(String[] args) {\n"
            + body
            + "\n}}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int failed =
        compiler.run(
            null, null, errors, "-d", folder.toString(), "-Xlint:all,-path", source.toString());
    assertEquals(0, failed, errors.toString(StandardCharsets.UTF_8));
    assertEquals("", errors.toString(StandardCharsets.UTF_8));

    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      loader
          .loadClass("Program")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(console);
    }
    assertEquals(squeezed(block("printed")), squeezed(printed.toString(StandardCharsets.UTF_8)));
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
