package io.github.attention4j.exercises.isolate;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;

/** The command that starts an answer's JVM, and the files that it needs. */
final class JavaCommand {

  private final List<Path> classPath;
  private final Limits limits;
  private final Path folder;
  private final Path libraries;

  /**
   * Prepares the command.
   *
   * @param classPath where the JVM finds its classes
   * @param limits what it may use
   * @param folder its working folder
   */
  JavaCommand(List<Path> classPath, Limits limits, Path folder) throws IOException {
    this.classPath = classPath;
    this.limits = limits;
    this.folder = folder;
    this.libraries = Loader.getCacheDir().toPath().toAbsolutePath();
  }

  /** Returns what a sandbox must let it read. */
  List<Path> readable() {
    List<Path> readable = new ArrayList<>(classPath);
    readable.add(libraries);
    return readable;
  }

  /** Returns the program and every flag, up to the class path. */
  List<String> upToMain() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limits.heapMegabytes() + "m",
                "-Dorg.bytedeco.javacpp.maxbytes=" + limits.arrayMegabytes() + "m",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + limits.processMegabytes() + "m",
                "-Dorg.bytedeco.javacpp.maxretries=2",
                // ND4J's native code was unpacked there by the grader's JVM.
                "-Dorg.bytedeco.javacpp.cachedir=" + libraries,
                "-Djava.io.tmpdir=" + folder,
                // After an exhausted heap any thread may be half dead: better to start anew.
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                // For a short life on small arrays.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 24) {
      // JavaCPP uses sun.misc.Unsafe, and the JDK warns of it.
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    return command;
  }
}
