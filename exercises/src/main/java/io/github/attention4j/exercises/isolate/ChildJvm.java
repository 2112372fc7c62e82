package io.github.attention4j.exercises.isolate;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A JVM started for an answer, and the socket to it.
 *
 * <p>The socket is none of its standard streams, because ND4J's native code prints on these. It is
 * a file in a folder that only this user may enter, which is the child's working folder as well.
 */
final class ChildJvm implements AutoCloseable {

  /** Of the grader's environment the answer gets these alone: the rest may hold secrets. */
  static final Set<String> ENVIRONMENT =
      Set.of(
          "PATH",
          "HOME",
          "LANG",
          "LC_ALL",
          "LD_LIBRARY_PATH",
          "DYLD_LIBRARY_PATH",
          "OPENBLAS_CORETYPE",
          "DNNL_MAX_CPU_ISA",
          "TMPDIR",
          "SystemRoot",
          "TEMP",
          "TMP");

  /** Name of the socket in the child's folder. */
  static final String SOCKET = "socket";

  private final Path folder;
  private final Family family;
  private final Watch watch;
  private final CappedOutput output;
  private final Process process;
  private final Thread drain;
  private final Thread killAtExit;
  private final Connection connection;

  /**
   * Starts the JVM and waits until it is ready for the first call.
   *
   * @param main class with the child's main method
   * @param classPath where it finds its classes
   * @param limits what it may use
   * @param arguments arguments of main, after the socket's path
   * @throws IOException if it does not come up in time
   */
  ChildJvm(String main, List<Path> classPath, Limits limits, String... arguments)
      throws IOException {
    output = new CappedOutput(limits.printedCharacters());
    folder = Leftovers.newFolder();
    family = new Family(folder);
    watch = new Watch(family, limits);
    Path socket = folder.resolve(SOCKET);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      JavaCommand java = new JavaCommand(classPath, limits, folder);
      List<String> command = new ArrayList<>(java.upToMain());
      command.addAll(List.of(main, socket.toString()));
      command.addAll(Arrays.asList(arguments));
      process = start(limits.sandbox().around(folder, java.readable(), command));
      family.add(process);
      killAtExit = new Thread(family::kill);
      Runtime.getRuntime().addShutdownHook(killAtExit);
      drain = output.drain(process.getInputStream());
      connection = new Connection(accept(server, limits));
      watch.start();
    } catch (IOException e) {
      Leftovers.delete(folder);
      throw e;
    }
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(ENVIRONMENT);
    environment.put("OMP_NUM_THREADS", "1");
    family.mark(environment);
    Process started = builder.start();
    started.getOutputStream().close();
    return started;
  }

  private SocketChannel accept(ServerSocketChannel server, Limits limits) throws IOException {
    Thread guard = new Thread(() -> closeUnlessUp(server, limits), "start of the submission");
    guard.setDaemon(true);
    guard.start();
    try {
      SocketChannel accepted = server.accept();
      output.take(); // What the JVM and ND4J say while they start is not the answer's.
      return accepted;
    } catch (ClosedChannelException e) {
      end();
      throw new IOException("the submission's JVM did not start: " + output.take().strip(), e);
    }
  }

  private void closeUnlessUp(ServerSocketChannel server, Limits limits) {
    try (server) {
      process.waitFor(limits.startTime().toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | InterruptedException e) {
      // Then accept waits for the child alone.
    }
  }

  Connection connection() {
    return connection;
  }

  /** Waits a moment for a JVM that hung up to end, and returns its exit code, or -1. */
  int exitCode() {
    try {
      boolean ended = process.waitFor(2, TimeUnit.SECONDS);
      drain.join(1000);
      return ended ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** Returns what the JVM printed since it was ready. */
  CappedOutput output() {
    return output;
  }

  /** Returns why the JVM was ended from here, to complete "the method ..."; or empty. */
  String reason() {
    return watch.reason();
  }

  private void end() {
    watch.end();
    family.kill();
    exitCode();
    try {
      Runtime.getRuntime().removeShutdownHook(killAtExit);
    } catch (IllegalStateException e) {
      // The grader itself is shutting down, and the hook is running.
    }
  }

  @Override
  public void close() {
    end();
    try {
      connection.close();
    } catch (IOException e) {
      // The process is dead, and that is what matters.
    }
    Leftovers.delete(folder);
  }
}
