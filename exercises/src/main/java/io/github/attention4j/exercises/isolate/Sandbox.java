package io.github.attention4j.exercises.isolate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the operating system keeps an answer from, on Linux. In a sandbox there is no network, no
 * other process, and no file but those that Java and the class path need, which can only be read;
 * the answer's own folder is in memory and of limited size.
 */
public enum Sandbox {

  /** None: the answer may do what the user may who grades. */
  NONE {
    @Override
    List<String> around(Path folder, Map<Path, Path> readable) {
      boolean hasSession = Files.isExecutable(Path.of("/usr/bin/setsid"));
      return hasSession ? List.of("/usr/bin/setsid") : List.of();
    }
  },

  /** By bubblewrap. */
  BUBBLEWRAP {
    @Override
    List<String> around(Path folder, Map<Path, Path> readable) {
      List<String> command = new ArrayList<>(List.of("bwrap", "--unshare-all", "--new-session"));
      command.addAll(List.of("--die-with-parent", "--cap-drop", "ALL", "--proc", "/proc"));
      command.addAll(List.of("--dev", "/dev"));
      String size = Integer.toString(FOLDER_MEGABYTES << 20);
      String own = folder.toString();
      command.addAll(List.of("--size", size, "--tmpfs", "/tmp", "--size", size, "--tmpfs", own));
      readable.forEach((to, from) -> command.addAll(List.of("--ro-bind", from + "", to + "")));
      String socket = folder.resolve(ChildJvm.SOCKET).toString();
      command.addAll(List.of("--bind-try", socket, socket, "--chdir", own, "--"));
      return command;
    }
  },

  /** By unshare and mount, where there is no bubblewrap. */
  UNSHARE {
    @Override
    List<String> around(Path folder, Map<Path, Path> readable) {
      List<String> command = new ArrayList<>(List.of("unshare", "--map-root-user", "--net"));
      command.addAll(List.of("--pid", "--fork", "--kill-child", "--mount", "--ipc", "--uts"));
      command.addAll(List.of("/bin/sh", "-c", newRoot(), "sh", folder.toString()));
      command.add(Integer.toString(FOLDER_MEGABYTES));
      readable.forEach((to, from) -> command.addAll(List.of(from + "", to + "")));
      command.add("--");
      return command;
    }
  };

  /** Room for the files of an answer; Java and ND4J need none. */
  private static final int FOLDER_MEGABYTES = 64;

  /** Where programs and their libraries are. */
  private static final List<String> SYSTEM =
      List.of("/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives");

  abstract List<String> around(Path folder, Map<Path, Path> readable);

  /**
   * Returns a sandbox that works on this machine.
   *
   * @return bubblewrap or unshare, or empty if neither is there or allowed
   */
  public static Optional<Sandbox> find() {
    return Stream.of(BUBBLEWRAP, UNSHARE).filter(Sandbox::works).findFirst();
  }

  /** Whether it is there and allowed. */
  boolean works() {
    try {
      Path folder = Leftovers.newFolder();
      try {
        List<String> command = around(folder, Map.of(), List.of("/bin/sh", "-c", "true"));
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
      } finally {
        Leftovers.delete(folder);
      }
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Returns the command that runs a command in the sandbox.
   *
   * @param folder the command's own folder
   * @param readable what it must be able to read beside the system and Java: where it finds that,
   *     and where it is
   * @param command program and arguments
   */
  List<String> around(Path folder, Map<Path, Path> readable, List<String> command) {
    Map<Path, Path> all = new TreeMap<>(readable);
    SYSTEM.forEach(path -> all.put(Path.of(path), Path.of(path)));
    configuration().forEach(path -> all.put(path, path));
    Path java = Path.of(System.getProperty("java.home"));
    all.put(java, java);
    all.values().removeIf(path -> !Files.exists(path));
    List<String> whole = new ArrayList<>(around(folder, all));
    whole.addAll(command);
    return whole;
  }

  private static String newRoot() {
    try (InputStream script = Sandbox.class.getResourceAsStream("new-root.sh")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Debian's Java keeps its configuration in /etc. */
  private static List<Path> configuration() {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/etc"), "java*")) {
      folders.forEach(found::add);
    } catch (IOException e) {
      // No such system.
    }
    return found;
  }
}
