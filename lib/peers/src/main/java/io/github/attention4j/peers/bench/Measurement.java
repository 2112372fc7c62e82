package io.github.attention4j.peers.bench;

import java.util.List;

/**
 * What a contender needed for a case.
 *
 * @param seconds the median of one call
 * @param low a quarter of the calls was faster
 * @param high a quarter of the calls was slower
 * @param calls how many calls were measured
 * @param firstSeconds the first call in a fresh process, after the inputs were made
 * @param extraBytes the peak of resident memory in the first call, above that with the inputs made
 */
record Measurement(
    Contender contender,
    double seconds,
    double low,
    double high,
    int calls,
    double firstSeconds,
    long extraBytes) {

  static Measurement of(
      Contender contender, List<Double> seconds, double firstSeconds, long extraBytes) {
    List<Double> sorted = seconds.stream().sorted().toList();
    int calls = sorted.size();
    return new Measurement(
        contender,
        sorted.get(calls / 2),
        sorted.get(calls / 4),
        sorted.get(calls * 3 / 4),
        calls,
        firstSeconds,
        extraBytes);
  }
}
