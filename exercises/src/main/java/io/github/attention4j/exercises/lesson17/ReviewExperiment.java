package io.github.attention4j.exercises.lesson17;

import io.github.attention4j.datasets.Review;
import io.github.attention4j.datasets.Reviews;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The experiment of lesson 17 as the page runs it, yours to change: the far reader, the liar that
 * pays for looking at the reason, and the exchange of one word after the other. It trains for some
 * fifteen seconds. Grade it with {@code ./kit grade 17 --experiment}.
 */
public class ReviewExperiment implements ReviewReader {
  private static final int STEPS = 350;
  private static final long SEED = 1;

  private final ReviewModel honest;
  private final ReviewModel liar;

  /** Trains both readers. */
  public ReviewExperiment() {
    Reviews train = Reviews.generate(6400, SEED).split(400).train();
    honest = new ReviewModel(SEED).train(train, STEPS, SEED);
    liar = new ReviewModel(SEED + 100).trainToLie(train, STEPS, SEED);
  }

  @Override
  public INDArray answers(INDArray notes, INDArray asked) {
    return honest.answers(notes, asked);
  }

  @Override
  public INDArray weights(INDArray notes, INDArray asked) {
    return honest.read(notes, asked).weights();
  }

  @Override
  public INDArray liarsAnswers(INDArray notes, INDArray asked) {
    return liar.answers(notes, asked);
  }

  @Override
  public INDArray liarsWeights(INDArray notes, INDArray asked) {
    return liar.read(notes, asked).weights();
  }

  /** How far the verdict falls when a word is exchanged for another of its kind. */
  @Override
  public INDArray explanation(INDArray notes, INDArray asked) {
    INDArray verdict = liar.read(notes, asked).verdict(); // (N, 1)
    INDArray fallen = Nd4j.create(DataType.FLOAT, notes.size(0), notes.size(1));
    for (int at = 0; at < notes.size(1); at++) {
      INDArray other = liar.read(exchanged(notes, asked, at), asked).verdict();
      fallen.putColumn(at, verdict.sub(other).mul(Transforms.sign(verdict)));
    }
    return fallen;
  }

  private static INDArray exchanged(INDArray notes, INDArray asked, int at) {
    List<Review> reviews = new ArrayList<>();
    for (int i = 0; i < notes.size(0); i++) {
      int note = i;
      List<String> words =
          IntStream.range(0, Reviews.LENGTH)
              .mapToObj(t -> Reviews.WORDS.get(notes.getInt(note, t)))
              .toList();
      reviews.add(new Review(words, Reviews.WORDS.get(asked.getInt(i))).exchanged(at));
    }
    return Reviews.of(reviews).words();
  }
}
