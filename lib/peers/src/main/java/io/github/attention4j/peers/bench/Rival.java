package io.github.attention4j.peers.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contender's process, seen from the bench. */
final class Rival implements AutoCloseable {
  private final Contender contender;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter orders;
  private final double firstSeconds;
  private final long extraBytes;
  private final double[] sample;
  private final List<Double> seconds = new ArrayList<>();

  /** Starts the process and waits for its first call. */
  Rival(Contender contender, Case size) throws IOException {
    this.contender = contender;
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx2g"));
    command.addAll(contender.arguments());
    command.addAll(List.of(Runner.class.getName(), contender.name(), size.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(contender.environment());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    process = builder.start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    orders = process.outputWriter(StandardCharsets.UTF_8);
    String[] answer = answer("first").split(" sample ?");
    String[] first = answer[0].split(" ");
    firstSeconds = Long.parseLong(first[0]) / 1e9;
    extraBytes = Long.parseLong(first[1]);
    sample =
        answer.length < 2
            ? new double[0]
            : Arrays.stream(answer[1].split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private String answer(String name) throws IOException {
    String line = answers.readLine();
    if (line == null || !line.startsWith(name + " ")) {
      throw new IOException(contender.title() + " failed; its process said: " + line);
    }
    return line.substring(name.length() + 1);
  }

  /** Has it compute for a while, without counting; where one call is longer, it is warm. */
  void warmUp(long milliseconds) throws IOException {
    if (firstSeconds * 1000 < milliseconds) {
      take(milliseconds);
    }
  }

  /** Has it compute for a while, at least once. */
  void turn(long milliseconds) throws IOException {
    for (String time : take(milliseconds)) {
      seconds.add(Long.parseLong(time) / 1e9);
    }
  }

  private String[] take(long milliseconds) throws IOException {
    order("run " + milliseconds);
    return answer("times").split(" ");
  }

  private void order(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
  }

  /** What was measured. */
  Measurement measurement() {
    return Measurement.of(contender, seconds, firstSeconds, extraBytes);
  }

  /** The largest difference between its outputs and another's. */
  double difference(Rival other) {
    double most = 0;
    for (int i = 0; i < Math.min(sample.length, other.sample.length); i++) {
      double difference = Math.abs(sample[i] - other.sample[i]);
      most = difference <= most ? most : difference; // a NaN stays
    }
    return most;
  }

  Contender contender() {
    return contender;
  }

  @Override
  public void close() throws IOException {
    orders.close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
