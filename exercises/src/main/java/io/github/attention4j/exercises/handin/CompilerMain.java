package io.github.attention4j.exercises.handin;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles one file in a JVM of its own, and tells {@link Compiler} what is wrong with it. */
final class CompilerMain {

  private static final int MOST_ERRORS = 100;
  private static final int LONGEST_MESSAGE = 2000;

  private CompilerMain() {}

  /**
   * Writes the number of errors to standard output, then for each its file, line and message.
   *
   * @param arguments the file, then the compiler's options
   */
  public static void main(String[] arguments) throws IOException {
    List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(found, Locale.ENGLISH, StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(System.out)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(arguments[0]);
      // What the compiler says of its own failures is the parent's to say.
      Writer ignored = Writer.nullWriter();
      boolean compiled = compiler.getTask(ignored, files, found, options, null, units).call();
      List<Diagnostic<? extends JavaFileObject>> errors =
          found.getDiagnostics().stream()
              .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
              .limit(MOST_ERRORS)
              .toList();
      if (!compiled && errors.isEmpty()) {
        System.exit(1); // it ran out of memory, or out of stack
      }
      out.writeInt(errors.size());
      for (Diagnostic<? extends JavaFileObject> error : errors) {
        out.writeUTF(error.getSource() == null ? "" : error.getSource().toUri().toString());
        out.writeInt((int) error.getLineNumber());
        String message = error.getMessage(Locale.ENGLISH);
        out.writeUTF(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
      }
    }
  }
}
