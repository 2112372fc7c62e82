package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Scenes;
import io.github.attention4j.datasets.Thing;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.CrossAttention;
import io.github.attention4j.mechanism.ProjectionOptions;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Embedding;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.train.Losses;
import io.github.attention4j.train.Trainer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/** Holds what the text of lesson 07 says of its experiment, for the lesson's own seed. */
class CrossAttentionLessonTest {
  private static final long SEED = 1;
  private static final Scenes TEST = Scenes.of(300, -SEED);

  /** The page's model. */
  private static final class Pointer {
    private final Parameters parameters = Parameters.seeded(DataType.FLOAT, SEED);
    private final Embedding embedding =
        Embedding.create(parameters.at("words"), Scenes.vocabulary().size(), 16);
    private final Linear features = Linear.create(parameters.at("cells"), 192, 64, true);
    private final CrossAttention attention =
        CrossAttention.create(parameters.at("attention"), 32, 64, ProjectionOptions.of(16, 32));
    private final Linear answer = Linear.create(parameters.at("answer"), 32, 4, true);

    <T> AttentionResult<T> read(TensorOps<T> ops, T cells, T words) {
      T word = embedding.apply(ops, words);
      T nothing = ops.scale(ops.slice(word, 1, 0, 1), 0);
      T before = ops.concat(nothing, ops.slice(word, 1, 0, ops.shape(word).size(1) - 1), 1);
      T query = ops.concat(before, word, 2);
      T memory = ops.relu(features.apply(ops, cells));
      AttentionResult<T> seen = attention.attend(ops, query, memory, Mask.all());
      return new AttentionResult<>(answer.apply(ops, seen.output()), seen.weights());
    }

    AttentionResult<INDArray> read(INDArray pictures, INDArray words) {
      return read(NdArrayOps.eager(), ink(pictures), words);
    }
  }

  /** Shares of the nouns, but for the weight. */
  private record Found(double pointRight, double weightThere, double fillRight) {}

  private static final Pointer POINTER = new Pointer();

  @BeforeAll
  static void trains() {
    List<Long> draws = LongStream.range(0, 300).map(i -> 1000 * SEED + i).boxed().toList();
    Trainer.of(POINTER.parameters, new Adam(0.005))
        .train(
            draws,
            (ops, draw) -> {
              Scenes scenes = Scenes.of(32, draw);
              return Losses.crossEntropy(
                  ops,
                  POINTER
                      .read(ops, ops.constant(ink(scenes.pictures())), ops.constant(scenes.words()))
                      .output(),
                  ops.constant(scenes.fills()),
                  ops.constant(scenes.isNoun()));
            });
  }

  private static INDArray ink(INDArray pictures) {
    long side = pictures.size(2) / 8;
    return pictures
        .reshape('c', pictures.size(0), 3, side, 8, side, 8)
        .permute(0, 2, 4, 1, 3, 5)
        .dup('c')
        .reshape('c', pictures.size(0), side * side, 192)
        .rsub(1);
  }

  private static Found measure(AttentionResult<INDArray> read, Scenes scenes) {
    double point = 0;
    double weight = 0;
    double fill = 0;
    for (int i = 0; i < scenes.size(); i++) {
      for (int named = 0; named < 3; named++) {
        Thing thing = scenes.things(i).get(named);
        INDArray weights = read.weights().slice(i).slice(Scenes.nouns()[named]).dup();
        INDArray answer = read.output().slice(i).slice(Scenes.nouns()[named]).dup();
        point += weights.argMax().getInt(0) == thing.cell() ? 1 : 0;
        weight += weights.getDouble(thing.cell());
        fill += answer.argMax().getInt(0) == thing.fill().ordinal() ? 1 : 0;
      }
    }
    int nouns = 3 * scenes.size();
    return new Found(point / nouns, weight / nouns, fill / nouns);
  }

  @Test
  void wordsFindTheirCellsAndWithAnothersPictureDoNot() {
    INDArray pictures = TEST.pictures();
    Found own = measure(POINTER.read(pictures, TEST.words()), TEST);
    assertTrue(own.pointRight >= 0.99, own::toString);
    assertTrue(own.weightThere >= 0.98, own::toString);
    assertTrue(own.fillRight >= 0.99, own::toString);

    INDArray next =
        Nd4j.concat(
            0,
            pictures.get(NDArrayIndex.interval(1, 300)),
            pictures.get(NDArrayIndex.interval(0, 1)));
    Found strange = measure(POINTER.read(next, TEST.words()), TEST);
    assertEquals(1 / 16.0, strange.pointRight, 0.03);
    assertEquals(0.25, strange.fillRight, 0.06);
  }

  /** Never trained on: 100 cells. */
  @Test
  void pointsAmongMoreCellsThanItHasSeen() {
    Scenes large = Scenes.of(100, 10, 50 + SEED);
    Found found = measure(POINTER.read(large.pictures(), large.words()), large);
    assertTrue(found.pointRight >= 0.99, found::toString);
    Scenes usual = Scenes.of(100, 4, 50 + SEED);
    double weightThere = measure(POINTER.read(usual.pictures(), usual.words()), usual).weightThere;
    assertTrue(found.weightThere < weightThere, found::toString);
  }

  /** A name that fits nothing looks at what fits in part, and less surely. */
  @Test
  void aNameWithoutAThingIsAnsweredAllTheSame() {
    INDArray pictures = TEST.pictures();
    int asked = 0;
    double alike = 0;
    double largest = 0;
    for (int i = 0; i < TEST.size(); i++) {
      for (Thing.Colour colour : Thing.Colour.values()) {
        for (Thing.Shape shape : Thing.Shape.values()) {
          Thing absent = new Thing(colour, shape, Thing.Fill.SOLID, 0);
          if (TEST.things(i).stream().anyMatch(thing -> thing.name().equals(absent.name()))) {
            continue;
          }
          String[] name = absent.name().split(" ");
          INDArray words = Scenes.words(List.of(List.of("a", name[0], name[1])));
          INDArray picture = pictures.get(NDArrayIndex.interval(i, i + 1)).dup();
          INDArray weights = POINTER.read(picture, words).weights().slice(0).slice(2).dup();
          for (Thing thing : TEST.things(i)) {
            boolean inPart = thing.colour() == colour || thing.shape() == shape;
            alike += inPart ? weights.getDouble(thing.cell()) : 0;
          }
          largest += weights.maxNumber().doubleValue();
          asked++;
        }
      }
    }
    assertEquals(185, asked);
    assertTrue(alike / asked > 0.98, "on things alike: " + alike / asked);
    assertEquals(0.67, largest / asked, 0.03);
  }
}
