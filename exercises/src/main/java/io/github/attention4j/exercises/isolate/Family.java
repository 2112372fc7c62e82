package io.github.attention4j.exercises.isolate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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

  /** Fields of /proc/ID/stat, counted from behind the name. */
  private static final int STATE = 0;

  private static final int GROUP = 2;
  private static final int SESSION = 3;

  private static final Duration LONGEST_HUNT = Duration.ofSeconds(5);

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
    return process.isAlive() && !stat(process, STATE).equals("Z");
  }

  private static long session(ProcessHandle process) {
    String field = stat(process, SESSION);
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

  /**
   * Kills every member, and those that they start meanwhile: each as soon as it is found, since it
   * may be about to start its successor, and until nothing is found twice.
   */
  void kill() {
    boolean wasInterrupted = Thread.interrupted(); // or no file could be read
    Set<ProcessHandle> known = living(); // while every parent still tells whose child is whose
    killGroups(known);
    long end = System.nanoTime() + LONGEST_HUNT.toNanos();
    for (int clean = 0; clean < 2 && System.nanoTime() < end; ) {
      clean = killAll() ? 0 : clean + 1;
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Kills whole groups of processes at a stroke, which none escapes by starting its successor. Java
   * knows no groups: a program must do it.
   */
  private void killGroups(Set<ProcessHandle> known) {
    String own = stat(ProcessHandle.current(), GROUP);
    Set<String> groups =
        known.stream().map(process -> stat(process, GROUP)).collect(Collectors.toSet());
    groups.removeAll(Set.of(own, "", "0", "1"));
    if (session < 0 || groups.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("/bin/kill", "-KILL", "--"));
    groups.forEach(group -> command.add("-" + group));
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(2, TimeUnit.SECONDS);
    } catch (IOException e) {
      // Then one by one.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether there was any. The newest come first: their parents may have ended. */
  private synchronized boolean killAll() {
    boolean found = false;
    List<ProcessHandle> all = new ArrayList<>(ProcessHandle.allProcesses().toList());
    Collections.reverse(all);
    for (ProcessHandle process : all) {
      if (!strangers.contains(process) && (members.contains(process) || isMember(process))) {
        members.add(process);
        if (isAlive(process)) {
          process.destroyForcibly();
          found = true;
        }
      }
    }
    return found;
  }
}
