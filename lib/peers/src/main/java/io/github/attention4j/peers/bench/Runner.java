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
 * (start)           first NANOSECONDS sample NUMBER ..      the first call, and some outputs
 * run MILLISECONDS  times NANOSECONDS ..                    calls for so long, at least one
 * memory            memory BYTES                            the peak above the inputs
 * </pre>
 */
final class Runner {
  private static final int SAMPLES = 1000;

  private Runner() {}

  /** Takes the contender's name and the case. */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // libraries may print
    Contender.Attention attention =
        Contender.valueOf(arguments[0]).prepare(Case.parse(arguments[1]));
    System.gc(); // the inputs were Java arrays for a while
    Memory.forgetPeak();
    long before = Memory.now();
    long first = time(attention);
    answers.println("first " + first + " sample" + sample(attention));
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      if (order.equals("memory")) {
        answers.println("memory " + (Memory.peak() - before));
      } else {
        answers.println("times" + run(attention, Long.parseLong(order.split(" ")[1])));
      }
    }
  }

  private static long time(Contender.Attention attention) {
    long start = System.nanoTime();
    attention.run();
    return System.nanoTime() - start;
  }

  private static String run(Contender.Attention attention, long milliseconds) {
    StringJoiner times = new StringJoiner(" ", " ", "");
    long end = System.nanoTime() + milliseconds * 1_000_000;
    do {
      times.add(Long.toString(time(attention)));
    } while (System.nanoTime() < end);
    return times.toString();
  }

  /** Outputs at even distances. */
  private static String sample(Contender.Attention attention) {
    float[] output = attention.output();
    StringJoiner sample = new StringJoiner(" ", " ", "");
    for (int i = 0; i < SAMPLES && output.length > 0; i++) {
      sample.add(Float.toString(output[(int) ((long) i * (output.length - 1) / SAMPLES)]));
    }
    return sample.toString();
  }
}
