package io.github.attention4j.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A note with a question, one of the {@link Reviews}.
 *
 * @param words its words, in order
 * @param asked the topic asked for, one of those that it speaks of
 */
public record Review(List<String> words, String asked) {

  /** Returns the position of the topic asked for. */
  public int topic() {
    return words.indexOf(asked);
  }

  /** Returns the position of the judgement that decides. */
  public int judgement() {
    return topic() + 1;
  }

  /** Returns the positions of all judgements, in order. */
  public List<Integer> judgements() {
    return IntStream.range(1, words.size())
        .filter(at -> Reviews.TOPICS.contains(words.get(at - 1)))
        .boxed()
        .toList();
  }

  /** Returns the right answer. */
  public boolean isGood() {
    return Reviews.GOOD.contains(words.get(judgement()));
  }

  /**
   * Exchanges one word for another of its kind: a judgement for its opposite, a topic for the one
   * that the note does not speak of, another word for the next of the {@link Reviews#FILLERS}. The
   * question stays; that its topic is then missing, where it was exchanged, is the caller's to
   * know.
   *
   * @param at its position
   */
  public Review exchanged(int at) {
    List<String> changed = new ArrayList<>(words);
    changed.set(at, other(words.get(at)));
    return new Review(List.copyOf(changed), asked);
  }

  private String other(String word) {
    if (Reviews.TOPICS.contains(word)) {
      return Reviews.TOPICS.stream()
          .filter(topic -> !words.contains(topic))
          .findFirst()
          .orElseThrow();
    }
    if (Reviews.GOOD.contains(word)) {
      return Reviews.BAD.get(Reviews.GOOD.indexOf(word));
    }
    if (Reviews.BAD.contains(word)) {
      return Reviews.GOOD.get(Reviews.BAD.indexOf(word));
    }
    return Reviews.FILLERS.get((Reviews.FILLERS.indexOf(word) + 1) % Reviews.FILLERS.size());
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
