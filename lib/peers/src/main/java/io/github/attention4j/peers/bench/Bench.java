package io.github.attention4j.peers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures the library, PyTorch and ND4J side by side. Every contender has a process of its own, a
 * fresh one for each case; they take turns, so that whatever else the machine does meets them all.
 */
public final class Bench {
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
          "cbam:32,256,14,14",
          "bam:8,64,32,32",
          "bam:32,256,14,14",
          "feature-map:8,64,32,32",
          "feature-map:32,256,14,14",
          "gradient:8,8,512,64",
          "gradient:8,8,512,64,causal",
          "gradient:1,8,4096,64",
          "gradient:1,8,4096,64,causal",
          "gradient:1,8,16384,64",
          "training:64,4,10,8",
          "training:32,2,16,16",
          "training:32,4,64,32",
          "training-cbam:32,16,16,16");
  private static final List<String> QUICK =
      List.of("attention:8,8,128,64", "attention:8,8,512,64", "cbam:8,64,32,32");

  private static final int LEAST_ROUNDS = 2;

  private final List<Case> cases = new ArrayList<>();
  private boolean quick;
  private Path json;

  /** Prints a table; {@code ./kit --help} tells the options. */
  public static void main(String[] arguments) {
    Bench bench = new Bench();
    try {
      bench.read(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage() + "; ./kit --help lists what there is");
      System.exit(2);
    }
    try {
      bench.run();
    } catch (IOException | RunnerException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
  }

  private void read(String[] arguments) {
    for (Iterator<String> left = List.of(arguments).iterator(); left.hasNext(); ) {
      String option = left.next();
      switch (option) {
        case "--quick" -> quick = true;
        case "--case" -> cases.add(Case.parse(value(option, left)));
        case "--json" -> json = writable(Path.of(value(option, left)));
        default -> throw new IllegalArgumentException("there is no option " + option);
      }
    }
    if (cases.isEmpty()) {
      (quick ? QUICK : CASES).forEach(each -> cases.add(Case.parse(each)));
    }
  }

  private static String value(String option, Iterator<String> left) {
    if (!left.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return left.next();
  }

  /** A mistyped folder should be found before the measuring, not after it. */
  private static Path writable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
      throw new IllegalArgumentException("--json " + file + ": no file can be written there");
    }
    return file;
  }

  private void run() throws IOException, RunnerException {
    Map<String, String> machine = Machine.facts();
    machine.forEach((name, fact) -> System.out.printf("%-18s %s%n", name, fact));
    if (!Contender.DJL.isHere()) {
      System.out.println("without PyTorch 2.7 and MKL: DJL is not on a class path of its own");
    }
    System.out.println();
    System.out.println(Report.HEAD);
    Map<Case, List<Measurement>> results = new LinkedHashMap<>();
    for (Case size : cases) {
      System.err.printf("measuring %s ...\r", size); // a line that the table overwrites
      List<Measurement> measurements = measure(size);
      results.put(size, measurements);
      Report.table(size, measurements).forEach(System.out::println);
      write(machine, results);
    }
    if (!quick && results.size() > 1) {
      SmallCalls.table().forEach(System.out::println);
    }
    Report.growth(results).forEach(System.out::println);
    Report.comparison(Comparison.of(results)).forEach(System.out::println);
    System.out.println(Report.LEGEND);
  }

  /** After each case, so that an interrupted run has left its figures. */
  private void write(Map<String, String> machine, Map<Case, List<Measurement>> results)
      throws IOException {
    if (json != null) {
      try {
        Files.writeString(json, Report.json(machine, results));
      } catch (IOException e) {
        throw new IOException("cannot write " + json, e);
      }
    }
  }

  private List<Measurement> measure(Case size) throws IOException {
    List<Rival> rivals = new ArrayList<>();
    try {
      for (Contender contender : Contender.values()) {
        if (contender.isHere() && contender.takes(size)) {
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
        rival.warmUp(size.warmUp());
      }
      long end = System.nanoTime() + 15_000_000_000L;
      for (int round = 0; round < LEAST_ROUNDS || round < 5 && System.nanoTime() < end; round++) {
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

  /**
   * OpenMP's threads spin after they have worked, Intel's for 200 ms; the next one must not pay for
   * it.
   */
  private static void pause() {
    try {
      Thread.sleep(250);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
