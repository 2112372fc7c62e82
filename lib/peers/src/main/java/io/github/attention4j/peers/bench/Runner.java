package io.github.attention4j.peers.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * The process of one contender and one case. It takes orders on its input, a line each, and answers
 * with a line each: {@link Rival} is the other end.
 *
 * <pre>
 * (start)           first NANOSECONDS BYTES sample NUMBER ..  the first call, and some outputs
 * run MILLISECONDS  times NANOSECONDS ..                      calls for so long, at least one
 * </pre>
 */
final class Runner {
  private static final int SAMPLES = 1000;

  private Runner() {}

  /** Takes the contender's name and the case. */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // libraries may print
    try {
      serve(arguments, answers);
    } catch (RuntimeException | LinkageError e) { // such as a library that this machine cannot load
      answers.println(e.toString().lines().findFirst().orElseThrow());
      throw e;
    }
  }

  private static void serve(String[] arguments, PrintStream answers) throws IOException {
    Computation computation = Contender.valueOf(arguments[0]).prepare(Case.parse(arguments[1]));
    System.gc(); // the inputs were Java arrays for a while
    Memory.forgetPeak();
    long before = Memory.now();
    long first = time(computation);
    long memory = Memory.peak() - before;
    answers.println("first " + first + " " + memory + " sample" + sample(computation));
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      answers.println("times" + run(computation, Long.parseLong(order.split(" ")[1])));
    }
  }

  private static long time(Computation computation) {
    long start = System.nanoTime();
    computation.run();
    return System.nanoTime() - start;
  }

  private static String run(Computation computation, long milliseconds) {
    StringJoiner times = new StringJoiner(" ", " ", "");
    long end = System.nanoTime() + milliseconds * 1_000_000;
    do {
      times.add(Long.toString(time(computation)));
    } while (System.nanoTime() < end);
    return times.toString();
  }

  /** Outputs at even distances. */
  private static String sample(Computation computation) {
    float[] output = computation.output();
    StringJoiner sample = new StringJoiner(" ", " ", "");
    for (int i = 0; i < SAMPLES && output.length > 0; i++) {
      sample.add(Float.toString(output[(int) ((long) i * (output.length - 1) / SAMPLES)]));
    }
    return sample.toString();
  }
}
