package io.github.attention4j.exercises.handin;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/**
 * The Java compiler in a JVM of its own: a few lines can keep it busy for hours, or exhaust its
 * memory, and the grader has others to grade.
 */
final class Compiler {

  /** Time for one answer; an honest one takes a second or two. */
  private static final Duration TIME = Duration.ofSeconds(60);

  private Compiler() {}

  /**
   * An error.
   *
   * @param file address of the file, empty if it is of none
   * @param line line in it, from 1
   * @param message what is wrong, in English
   */
  record Error(String file, int line, String message) {}

  /**
   * Compiles.
   *
   * @param file the file to compile
   * @param options options of the compiler
   * @return what is wrong; nothing if it compiled
   * @throws NoAnswerException if the compiler fails, or takes too long
   */
  static List<Error> compile(Path file, String... options) throws IOException {
    if (ToolProvider.getSystemJavaCompiler() == null) {
      throw new IllegalStateException("this Java has no compiler: use a JDK");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ownClasses(),
                CompilerMain.class.getName(),
                file.toString()));
    command.addAll(List.of(options));
    Process compiler =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      CompletableFuture<byte[]> told = CompletableFuture.supplyAsync(() -> read(compiler));
      if (!compiler.waitFor(TIME.toSeconds(), TimeUnit.SECONDS)) {
        throw new NoAnswerException(
            "it does not compile: the compiler had not ended after %d s"
                .formatted(TIME.toSeconds()));
      }
      if (compiler.exitValue() != 0) {
        throw new NoAnswerException("it does not compile: the compiler itself failed on it");
      }
      return errors(told.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      compiler.destroyForcibly();
    }
  }

  private static byte[] read(Process compiler) {
    try {
      return compiler.getInputStream().readAllBytes();
    } catch (IOException e) {
      return new byte[0]; // it was ended
    }
  }

  private static List<Error> errors(byte[] told) throws IOException {
    List<Error> errors = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(told))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        errors.add(new Error(in.readUTF(), in.readInt(), in.readUTF()));
      }
    }
    return errors;
  }

  /** Where {@link CompilerMain} is: it needs nothing but the JDK beside itself. */
  private static String ownClasses() throws IOException {
    try {
      return Path.of(CompilerMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
