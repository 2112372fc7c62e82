package io.github.attention4j.notebook.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.notebook.Printed;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compiles and runs the examples in the drawings' Javadoc. */
class JavadocExampleTest {

  private static final Path SOURCES = Path.of("src/main/java/io/github/attention4j/notebook/chart");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DataFlow | data flow \"Dot-product attention\": query to compare, key to compare,"
            + " compare to softmax, softmax to average, value to average, average to output",
        "TextWeights | weights over text: 2 query x 3 key, the largest 0.90",
        "WeightBars | bars of weights \"softmax as the scale grows\": s = 0, the largest 0.33;"
            + " s = 1, the largest 0.67; s = 10, the largest 1.00",
      })
  void theExampleDrawsWhatItSays(String type, String description, @TempDir Path folder)
      throws Exception {
    String code =
        """
        import static io.github.attention4j.notebook.Notebook.show;
        import io.github.attention4j.notebook.chart.%s;
        public class Example {
          public static void run() {
            %s
          }
        }
        """
            .formatted(type, example(type));
    Path source = Files.writeString(folder.resolve("Example.java"), code);
    String classPath = System.getProperty("java.class.path");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString());
    assertEquals(0, status, code);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      var run = loader.loadClass("Example").getMethod("run");
      String printed =
          Printed.by(
              () -> {
                try {
                  run.invoke(null);
                } catch (ReflectiveOperationException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertEquals(description, printed.strip());
    }
  }

  private static String example(String type) throws IOException {
    String source = Files.readString(SOURCES.resolve(type + ".java"));
    Matcher matcher =
        Pattern.compile("<pre>\\{@code\n(.*?)\\}</pre>", Pattern.DOTALL).matcher(source);
    assertTrue(matcher.find(), type + " has an example");
    return matcher.group(1).replaceAll("(?m)^ \\* ?", "");
  }
}
