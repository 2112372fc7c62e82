package io.github.attention4j.peers.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The library beside the PyTorch that was the fastest at a case, of all builds and settings.
 *
 * @param library the library as it comes
 * @param best the library where it was the fastest
 */
record Comparison(Case size, Measurement pytorch, Measurement library, Measurement best) {

  /** One for each case at which there was a PyTorch. */
  static List<Comparison> of(Map<Case, List<Measurement>> results) {
    return results.entrySet().stream()
        .flatMap(result -> of(result.getKey(), result.getValue()).stream())
        .toList();
  }

  private static Optional<Comparison> of(Case size, List<Measurement> measurements) {
    Measurement library = fastest(measurements, each -> each == Contender.LIBRARY).orElseThrow();
    Measurement best = fastest(measurements, Contender::isLibrary).orElseThrow();
    return fastest(measurements, Contender::isPytorch)
        .map(pytorch -> new Comparison(size, pytorch, library, best));
  }

  private static Optional<Measurement> fastest(
      List<Measurement> measurements, Predicate<Contender> whose) {
    return measurements.stream()
        .filter(each -> whose.test(each.contender()))
        .min(Comparator.comparing(Measurement::seconds));
  }

  /** The library's time as it comes, by PyTorch's. */
  double ratio() {
    return library.seconds() / pytorch.seconds();
  }

  /** The library's shortest time, by PyTorch's. */
  double bestRatio() {
    return best.seconds() / pytorch.seconds();
  }
}
