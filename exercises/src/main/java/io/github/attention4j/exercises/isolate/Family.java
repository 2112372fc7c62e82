package io.github.attention4j.exercises.isolate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The processes that come from one answer: its JVM, what that started, and what these started.
 *
 * <p>A process whose parent has ended belongs to no one any more, in Java's eyes. On Linux it is
 * found all the same, by a mark in the environment that it inherited, by its session, or by its
 * working folder. What wiped all of these before anyone looked is not found.
 */
final class Family {

  private static final String MARK = "ATTENTION4J_ANSWER";
  private static final Path PROC = Path.of("/proc");

  private final String mark = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
  private final Path folder;

  /** Whatever ran before the answer does not come from it. */
  private final Set<ProcessHandle> strangers =
      ProcessHandle.allProcesses().collect(Collectors.toSet());

  private final Set<ProcessHandle> members = ConcurrentHashMap.newKeySet();
  private volatile long session = -1;

  /**
   * Prepares for a JVM that is to be started.
   *
   * @param folder its working folder
   */
  Family(Path folder) {
    this.folder = folder;
  }

  /** Puts the mark into the environment that the JVM will have. */
  void mark(Map<String, String> environment) {
    environment.put(MARK, mark);
  }

  /** Adds the JVM, once it runs. */
  void add(Process jvm) {
    session = jvm.pid();
    members.add(jvm.toHandle());
  }

  /** Returns the members that are alive, those found only now included. */
  synchronized Set<ProcessHandle> living() {
    boolean grew = true;
    while (grew) {
      grew = false;
      for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
        if (!strangers.contains(process) && !members.contains(process) && isMember(process)) {
          grew |= members.add(process);
        }
      }
    }
    return members.stream().filter(Family::isAlive).collect(Collectors.toSet());
  }

  private boolean isMember(ProcessHandle process) {
    return process.parent().filter(members::contains).isPresent()
        || session(process) == session
        || environment(process).contains(MARK + "=" + mark)
        || workingFolder(process).startsWith(folder);
  }

  /** A process that ended stays in the list until its parent has asked how. */
  private static boolean isAlive(ProcessHandle process) {
    return process.isAlive() && !stat(process, 0).equals("Z");
  }

  private static long session(ProcessHandle process) {
    String field = stat(process, 3);
    return field.isEmpty() ? -2 : Long.parseLong(field);
  }

  /** Returns a field after the name, which may hold spaces and brackets; empty if there is none. */
  private static String stat(ProcessHandle process, int field) {
    String text = read(process, "stat");
    String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ");
    return fields.length > field ? fields[field] : "";
  }

  private static String environment(ProcessHandle process) {
    return read(process, "environ");
  }

  private static Path workingFolder(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(file(process, "cwd"));
    } catch (IOException | UnsupportedOperationException e) {
      return Path.of("");
    }
  }

  private static String read(ProcessHandle process, String name) {
    try {
      return new String(Files.readAllBytes(file(process, name)), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // it has ended, or this is no Linux
    }
  }

  private static Path file(ProcessHandle process, String name) {
    return PROC.resolve(Long.toString(process.pid())).resolve(name);
  }

  /** Returns the memory that the members hold, in megabytes; 0 where nothing tells. */
  long residentMegabytes() {
    return members.stream().mapToLong(Family::residentKilobytes).sum() >> 10;
  }

  private static long residentKilobytes(ProcessHandle process) {
    return read(process, "status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /** Kills every member, and those that they start meanwhile. */
  void kill() {
    Set<ProcessHandle> living = living();
    for (int round = 0; round < 100 && !living.isEmpty(); round++) {
      living.forEach(ProcessHandle::destroyForcibly);
      pause();
      living = living();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
