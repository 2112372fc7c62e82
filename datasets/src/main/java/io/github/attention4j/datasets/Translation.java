package io.github.attention4j.datasets;

import java.util.List;

/**
 * A sentence, the same in the made language, and which word comes from which.
 *
 * <p>Links are of two kinds, as Och and Ney (2003) have annotators set them: <i>sure</i> ones,
 * which nobody would miss, and <i>possible</i> ones, which a good alignment may have or not. Every
 * sure link is possible, too.
 *
 * @param source the sentence's words
 * @param target the words of its translation, without start and end
 * @param sure one link for every word of the target but the particle
 * @param possible these, and the particle's links to the object and to the verb
 */
public record Translation(
    List<String> source, List<String> target, List<Link> sure, List<Link> possible) {

  /**
   * A word of the target and one that it comes from, both counted from 0.
   *
   * @param target the place in the target
   * @param source the place in the source
   */
  public record Link(int target, int source) {}

  /** Copies the lists. */
  public Translation {
    source = List.copyOf(source);
    target = List.copyOf(target);
    sure = List.copyOf(sure);
    possible = List.copyOf(possible);
  }

  @Override
  public String toString() {
    return String.join(" ", source) + " -> " + String.join(" ", target);
  }
}
