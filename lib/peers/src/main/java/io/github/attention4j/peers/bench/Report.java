package io.github.attention4j.peers.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The results as a table for people and as JSON. */
final class Report {
  private Report() {}

  static final String LEGEND =
      """

      median        of one call
      half of them  from the lower to the upper quartile
      GFLOP/s       4 B H T^2 D floating-point operations, half of that where causal, and the linear
                    maps of multi-head attention, by the time
      of BLAS       the time of the fused path's matrix products alone, by the time
      extra         the peak of resident memory in the first call, above that with the inputs made
      first         the first call in a fresh process, inputs made
      ratio         the time, by the library's
      fastest       the PyTorch with the shortest time, of all builds and settings
      as it comes   the library's time, by that
      at its best   the same for the library in a workspace or on one OpenMP thread, if that is faster""";

  static final String HEAD =
      "%-30s %10s %20s %8s %8s %9s %9s %7s"
          .formatted("", "median", "half of them", "GFLOP/s", "of BLAS", "extra", "first", "ratio");

  /** The lines of one case; the ratio is the time over that of the first. */
  static List<String> table(Case size, List<Measurement> measurements) {
    List<String> lines = new ArrayList<>();
    lines.add(size.toString());
    double first = measurements.get(0).seconds();
    Optional<Measurement> tiles = tiles(measurements);
    for (Measurement each : measurements) {
      String share =
          tiles.map(blas -> "%.0f %%".formatted(100 * blas.seconds() / each.seconds())).orElse("");
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-28s %10s %20s %8s %8s %6.0f MB %9s %7.2f",
              each.contender().title(),
              time(each.seconds()),
              time(each.low()) + " .. " + time(each.high()),
              size.operations() > 0
                  ? String.format(Locale.ROOT, "%.0f", size.operations() / each.seconds() / 1e9)
                  : "",
              share,
              each.extraBytes() / 1e6,
              time(each.firstSeconds()),
              each.seconds() / first));
    }
    return lines;
  }

  /** The library's time by that of the fastest PyTorch, a line for each case. */
  static List<String> comparison(List<Comparison> comparisons) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "%-30s %-28s %10s %12s %12s"
            .formatted("", "fastest PyTorch", "median", "as it comes", "at its best"));
    for (Comparison each : comparisons) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-30s %-28s %10s %12.2f %12.2f",
              each.size(),
              each.pytorch().contender().title(),
              time(each.pytorch().seconds()),
              each.ratio(),
              each.bestRatio()));
    }
    return lines;
  }

  /** How time and memory grow from one case to the next longer one. */
  static List<String> growth(Map<Case, List<Measurement>> results) {
    List<String> lines = new ArrayList<>();
    for (Case longer : results.keySet()) {
      Optional<Case> shorter =
          results.keySet().stream()
              .filter(each -> each.isShorter(longer))
              .max(Comparator.comparing(Case::length));
      if (shorter.isPresent()) {
        lines.add("from " + shorter.get() + " to " + longer);
        for (Measurement each : results.get(longer)) {
          results.get(shorter.get()).stream()
              .filter(before -> before.contender() == each.contender())
              .map(before -> growth(before, each))
              .forEach(lines::add);
        }
      }
    }
    return lines;
  }

  private static String growth(Measurement before, Measurement after) {
    return String.format(
        Locale.ROOT,
        "  %-28s time x %.1f, extra memory %.0f MB to %.0f MB",
        after.contender().title(),
        after.seconds() / before.seconds(),
        before.extraBytes() / 1e6,
        after.extraBytes() / 1e6);
  }

  private static Optional<Measurement> tiles(List<Measurement> measurements) {
    return measurements.stream().filter(each -> each.contender() == Contender.TILES).findFirst();
  }

  private static String time(double seconds) {
    double milliseconds = seconds * 1e3;
    String format = milliseconds < 1 ? "%.3f ms" : milliseconds < 100 ? "%.1f ms" : "%.0f ms";
    return String.format(Locale.ROOT, format, milliseconds);
  }

  static String json(Map<String, String> machine, Map<Case, List<Measurement>> results) {
    StringBuilder json = new StringBuilder("{\n  \"machine\": {");
    String separator = "\n    ";
    for (Map.Entry<String, String> fact : machine.entrySet()) {
      json.append(separator).append('"').append(fact.getKey()).append("\": \"");
      json.append(fact.getValue().replace("\"", "'")).append('"');
      separator = ",\n    ";
    }
    json.append("\n  },\n  \"measurements\": [");
    separator = "\n    ";
    for (Map.Entry<Case, List<Measurement>> result : results.entrySet()) {
      for (Measurement each : result.getValue()) {
        json.append(separator).append(json(result.getKey(), each));
        separator = ",\n    ";
      }
    }
    json.append("\n  ],\n  \"comparisons\": [");
    separator = "\n    ";
    for (Comparison each : Comparison.of(results)) {
      json.append(separator).append(json(each));
      separator = ",\n    ";
    }
    return json.append("\n  ]\n}\n").toString();
  }

  private static String json(Comparison each) {
    return String.format(
        Locale.ROOT,
        "{\"case\": \"%s\", \"fastestPytorch\": \"%s\", \"library\": %.3f, "
            + "\"libraryAtItsBest\": %.3f}",
        each.size(),
        each.pytorch().contender().name(),
        each.ratio(),
        each.bestRatio());
  }

  private static String json(Case size, Measurement each) {
    return String.format(
        Locale.ROOT,
        "{\"case\": \"%s\", \"contender\": \"%s\", \"seconds\": %.3e, \"lowerQuartile\": %.3e, "
            + "\"upperQuartile\": %.3e, \"calls\": %d, \"firstSeconds\": %.3e, "
            + "\"extraBytes\": %d}",
        size,
        each.contender().name(),
        each.seconds(),
        each.low(),
        each.high(),
        each.calls(),
        each.firstSeconds(),
        each.extraBytes());
  }
}
