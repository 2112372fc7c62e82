package io.github.attention4j.peers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures the library, PyTorch and ND4J side by side. Every contender has a process of its own, a
 * fresh one for each case; they take turns, so that whatever else the machine does meets them all.
 */
public final class Bench {
  private static final String HELP =
      """
      usage: ./kit bench [--quick] [--case CASE] ... [--json FILE]

        --quick      shorter turns and fewer cases: about two minutes instead of ten
        --case CASE  measure this instead; attention:B,H,T,D and attention:B,H,T,D,causal,
                     multi-head:B,H,T,D, cbam:B,C,H,W, training:B,H,T,D
        --json FILE  write the figures there, too
        --help       this text

      median        of one call
      half of them  from the lower to the upper quartile
      GFLOP/s       4 B H T^2 D floating-point operations, half of that where causal, and the linear
                    maps of multi-head attention, by the time
      of BLAS       the time of the fused path's matrix products alone, by the time
      extra         the peak of resident memory in the first call, above that with the inputs made
      first         the first call in a fresh process, inputs made
      ratio         the time, by the library's
      """;

  private static final List<String> CASES =
      List.of(
          "attention:1,1,8,8",
          "attention:32,4,64,32",
          "attention:32,4,64,32,causal",
          "attention:8,8,128,64",
          "attention:8,8,128,64,causal",
          "attention:8,8,512,64",
          "attention:8,8,512,64,causal",
          "attention:1,8,4096,64",
          "attention:1,8,4096,64,causal",
          "attention:1,8,16384,64",
          "attention:1,8,16384,64,causal",
          "multi-head:8,8,512,64",
          "cbam:8,64,32,32",
          "training:32,4,64,32");
  private static final List<String> QUICK =
      List.of("attention:8,8,128,64", "attention:8,8,512,64", "cbam:8,64,32,32");

  private static final int LEAST_ROUNDS = 3;

  private final List<Case> cases = new ArrayList<>();
  private boolean quick;
  private Path json;

  /** Prints a table; see {@code --help}. */
  public static void main(String[] arguments) throws IOException {
    Bench bench = new Bench();
    try {
      if (!bench.read(arguments)) {
        return;
      }
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage() + "; --help lists what there is");
      System.exit(2);
    }
    try {
      bench.run();
    } catch (IOException | RunnerException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
  }

  /** False if that was all. */
  private boolean read(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      if (option.equals("--help")) {
        System.out.print(HELP);
        return false;
      } else if (option.equals("--quick")) {
        quick = true;
      } else if ((option.equals("--case") || option.equals("--json")) && i + 1 < arguments.length) {
        i++;
        if (option.equals("--json")) {
          json = Path.of(arguments[i]);
        } else {
          cases.add(Case.parse(arguments[i]));
        }
      } else {
        throw new IllegalArgumentException("cannot read " + option);
      }
    }
    if (cases.isEmpty()) {
      (quick ? QUICK : CASES).forEach(each -> cases.add(Case.parse(each)));
    }
    return true;
  }

  private void run() throws IOException, RunnerException {
    if (json != null) {
      Files.writeString(json, ""); // what cannot be written is to fail now
    }
    Map<String, String> machine = Machine.facts();
    machine.forEach((name, fact) -> System.out.printf("%-12s %s%n", name, fact));
    System.out.println();
    System.out.println(Report.HEAD);
    Map<Case, List<Measurement>> results = new LinkedHashMap<>();
    for (Case size : cases) {
      System.err.printf("measuring %s ...\r", size); // a line that the table overwrites
      List<Measurement> measurements = measure(size);
      results.put(size, measurements);
      Report.table(size, measurements).forEach(System.out::println);
    }
    if (!quick && results.size() > 1) {
      SmallCalls.table().forEach(System.out::println);
    }
    Report.growth(results).forEach(System.out::println);
    if (json != null) {
      Files.writeString(json, Report.json(machine, results));
    }
  }

  private List<Measurement> measure(Case size) throws IOException {
    List<Rival> rivals = new ArrayList<>();
    try {
      for (Contender contender : Contender.values()) {
        if (contender.takes(size)) {
          rivals.add(new Rival(contender, size));
        }
      }
      for (Rival rival : rivals) {
        double difference = rival.difference(rivals.get(0));
        if (!(difference <= size.tolerance())) {
          throw new IOException(
              "%s differs by %s from %s at %s"
                  .formatted(
                      rival.contender().title(),
                      difference,
                      rivals.get(0).contender().title(),
                      size));
        }
        rival.warmUp(quick ? 700 : size.warmUp());
      }
      long end = System.nanoTime() + 15_000_000_000L;
      for (int round = 0; round < LEAST_ROUNDS || round < 7 && System.nanoTime() < end; round++) {
        for (Rival rival : rivals) {
          pause();
          rival.turn(quick ? 100 : 160);
        }
      }
      List<Measurement> measurements = new ArrayList<>();
      for (Rival rival : rivals) {
        measurements.add(rival.measurement());
      }
      return measurements;
    } finally {
      for (Rival rival : rivals) {
        rival.close();
      }
    }
  }

  /** OpenMP's threads spin for a while after they have worked; the next one must not pay for it. */
  private static void pause() {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
