package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Translation;
import io.github.attention4j.datasets.Translations;
import io.github.attention4j.decode.BeamSearch;
import io.github.attention4j.decode.Hypothesis;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Holds what lesson 14 says. */
class SequenceToSequenceLessonTest {
  private static final int STEPS = 400;

  /** Section 1: word by word, hardly anything stands in its place. */
  @Test
  void oneWordInTenStandsAtTheSamePlace() {
    for (long seed = 1; seed <= 6; seed++) {
      Translations unseen = Translations.unseen(700, seed);
      double words = 0;
      double inPlace = 0;
      for (int i = 0; i < unseen.size(); i++) {
        words += unseen.get(i).target().size();
        for (Translation.Link link : unseen.get(i).sure()) {
          inPlace += link.target() == link.source() ? 1 : 0;
        }
      }
      assertEquals(0.095, inPlace / words, 0.005);
    }
  }

  /** Section 3: greedy takes "a" and the end, with 0.22; a beam of two finds 0.405. */
  @Test
  void aBeamOfTwoFindsWhatGreedyMisses() {
    double[][] table = {{0, 0.55, 0.45}, {0.4, 0.3, 0.3}, {0.9, 0.1, 0}};
    for (int beams = 1; beams <= 2; beams++) {
      Hypothesis found =
          BeamSearch.of(3, 0)
              .withBeams(beams)
              .search(
                  tokens ->
                      DoubleStream.of(table[tokens.get(tokens.size() - 1) % 3])
                          .map(Math::log)
                          .toArray())
              .get(0);
      assertEquals(beams == 1 ? List.of(1, 0) : List.of(2, 0), found.tokens());
      assertEquals(beams == 1 ? 0.22 : 0.405, Math.exp(found.logProbability()), 1e-12);
    }
  }

  /** Section 7, seed 1: attention translates all lengths, and its map is the alignment. */
  @Test
  void withAttentionLengthDoesNotMatter() {
    SentenceModel model = trained(true);
    Translations unseen = Translations.unseen(210, 1);
    for (int fewest = 3; fewest <= 15; fewest += 2) {
      assertTrue(exact(model, unseen.ofLength(fewest, fewest + 1)) >= 0.8, "from " + fewest);
    }
    assertTrue(errorRate(model.weights(unseen.sources(), unseen.targets()), unseen) <= 0.1);
  }

  /** Section 7, seed 1: one vector is enough for the shortest sentences alone. */
  @Test
  void withoutAttentionItFallsWithLength() {
    SentenceModel model = trained(false);
    Translations unseen = Translations.unseen(420, 1);
    assertTrue(exact(model, unseen.ofLength(3, 4)) >= 0.6);
    assertTrue(exact(model, unseen.ofLength(9, 16)) <= 0.05);
  }

  private static SentenceModel trained(boolean attends) {
    SentenceModel model = new SentenceModel(attends, 1);
    model.train(Translations.toLearnFrom(12_800, 1), STEPS, 1);
    return model;
  }

  private static double exact(SentenceModel model, Translations sentences) {
    INDArray written = model.translate(sentences.sources());
    return IntStream.range(0, sentences.size())
            .filter(
                i -> Translations.words(written.getRow(i).dup()).equals(sentences.get(i).target()))
            .count()
        / (double) sentences.size();
  }

  /** Och and Ney's, of the heaviest weights. */
  private static double errorRate(INDArray weights, Translations sentences) {
    INDArray heaviest = weights.argMax(2);
    double right = 0;
    double links = 0;
    for (int i = 0; i < sentences.size(); i++) {
      Translation sentence = sentences.get(i);
      for (int j = 0; j < sentence.target().size(); j++) {
        Translation.Link link = new Translation.Link(j, heaviest.getInt(i, j));
        right += sentence.sure().contains(link) ? 1 : 0;
        right += sentence.possible().contains(link) ? 1 : 0;
      }
      links += sentence.target().size() + sentence.sure().size();
    }
    return 1 - right / links;
  }
}
