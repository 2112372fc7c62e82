package io.github.attention4j.exercises.isolate;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/** The command that starts an answer's JVM, and the files that it needs. */
final class JavaCommand {

  private final List<Path> classPath;
  private final Limits limits;
  private final Path folder;
  private final Path unpacked;

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
    if (limits.sandbox() != Sandbox.NONE) {
      Nd4j.zeros(1); // unpacks its native code, which a sandbox can only read
    }
    this.unpacked = Loader.getCacheDir().toPath().toAbsolutePath();
  }

  /** Returns what a sandbox must let it read: where it looks, and where that is. */
  Map<Path, Path> readable() throws IOException {
    Map<Path, Path> readable = new HashMap<>();
    classPath.stream().filter(Files::exists).forEach(path -> readable.put(path, path));
    try (DirectoryStream<Path> libraries = Files.newDirectoryStream(unpacked, "*.jar")) {
      libraries.forEach(one -> readable.put(libraries().resolve(one.getFileName()), one));
    }
    return readable;
  }

  /** JavaCPP wants to write beside the libraries that the grader's JVM unpacked, for a lock. */
  private Path libraries() {
    return limits.sandbox() == Sandbox.NONE ? unpacked : folder.resolve("libraries");
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
                "-Dorg.bytedeco.javacpp.cachedir=" + libraries(),
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
