package io.github.attention4j.exercises.lesson07;

import io.github.attention4j.datasets.Scenes;
import io.github.attention4j.datasets.Thing;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Tolerance;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 07's experiment: 10 points, on scenes drawn anew. */
@ExerciseGrader
public class SceneReaderGrader {

  private static final int SIZE = 200;
  private static final int WORDS = 11;
  private static final int SIDE = 4;
  private static final int CELLS = SIDE * SIDE;
  private static final int FILLS = 4;

  /** A share that no chance explains. */
  private static final double MOST = 0.85;

  /** The page draws from small seeds. */
  private static final long SEED = 7_000_007;

  private final Scenes scenes = Scenes.of(SIZE, SEED);
  private final Values right = Values.of(scenes.cells());

  /** Creates the grader; JUnit does. */
  public SceneReaderGrader() {}

  @Check(
      id = "07.e1",
      part = "weights",
      points = 2,
      demand = "attend: each word's weights over the 16 cells sum to 1",
      hints = {
        "The map has a row for each word of the caption and a column for each cell.",
        "The words are the queries; keys and values both come from the cells.",
        "CrossAttention.attend(ops, query, memory, Mask.all()).weights()"
      })
  void attends(SceneReader reader) {
    map(reader, scenes.pictures());
  }

  @Check(
      id = "07.e2",
      part = "weights",
      points = 3,
      demand = "point: 95 % of the nouns look most at the cell that they name",
      hints = {
        "A noun needs the adjective before it: there may be three squares, of which one is red.",
        "Are the cells read row by row, and each as a whole? Plot the cells of one picture.",
        "Look at the map after 100, 200 and 300 steps: where does it begin to point?"
      })
  void points(SceneReader reader, TestReporter reporter) {
    AttentionMap map = map(reader, scenes.pictures());
    Measurement.of("nouns that look most at their cell", map.heaviestOn(right))
        .beside("equal weights", AttentionMap.chance(right))
        .beside(
            "given the picture of another scene",
            map(reader, rolled(scenes.pictures())).heaviestOn(right))
        .knows(
            "the map's columns are the cells column by column: write them row by row",
            map.heaviestOn(
                    where((noun, thing, cell) -> noun.cell() == cell % SIDE * SIDE + cell / SIDE))
                > MOST)
        .knows(
            "most nouns look at their shape, in any colour: does a noun's query hold the adjective"
                + " before it?",
            map.heaviestOn(where((noun, thing, cell) -> noun.shape() == thing.shape())) > MOST)
        .knows(
            "most nouns look at their colour, in any shape: does a noun's query hold its own word?",
            map.heaviestOn(where((noun, thing, cell) -> noun.colour() == thing.colour())) > MOST)
        .knows(
            "the words attend to nearly all cells alike: train longer, or larger scores",
            map.values().largest() < 2.0 / CELLS)
        .atLeast(0.95, reporter);
  }

  private interface Place {
    boolean fits(Thing noun, Thing thing, int cell);
  }

  /** A map with 1 at the cells that fit what a noun names, by their place or by their thing. */
  private Values where(Place place) {
    return Values.fill(
        index -> {
          List<Thing> things = scenes.things(index[0]);
          int named = Arrays.binarySearch(Scenes.nouns(), index[1]);
          Thing there =
              things.stream().filter(thing -> thing.cell() == index[2]).findFirst().orElseThrow();
          return named >= 0 && place.fits(things.get(named), there, index[2]) ? 1 : 0;
        },
        SIZE,
        WORDS,
        CELLS);
  }

  @Check(
      id = "07.e3",
      part = "fills",
      points = 3,
      demand = "answer: at least 95 % of the fills are right",
      hints = {
        "The answer is computed from what the attention returns, its output.",
        "Is the loss taken at the nouns alone? The other words have no answer.",
        "One linear map from the attention's output to the four fills is enough."
      })
  void answers(SceneReader reader, TestReporter reporter) {
    Values said = fills("fills", reader.fills(scenes.pictures(), scenes.words()));
    Values strange = fills("fills", reader.fills(rolled(scenes.pictures()), scenes.words()));
    Measurement.of("fills answered right", accuracy(said))
        .beside("given the picture of another scene", accuracy(strange))
        .beside("by chance", 1.0 / FILLS)
        .knows("every noun gets the same answer", commonest(said) == 1)
        .knows(
            "the answers are the same for another picture: do they depend on the picture at all?",
            said.isClose(strange, new Tolerance(1e-6, 0)))
        .atLeast(0.95, reporter);
  }

  @Check(
      id = "07.e4",
      part = "fillsWithoutPicture",
      points = 2,
      demand = "without a picture the same queries stay at chance, one of four",
      hints = {
        "The words do not tell the fill. Who knows it nevertheless has seen the picture.",
        "The baseline is trained and asked with blank paper in place of every picture.",
        "Keep nothing of a picture from one call to the next."
      })
  void isBlindWithoutThePicture(SceneReader reader, TestReporter reporter) {
    Values seen = fills("fills", reader.fills(scenes.pictures(), scenes.words()));
    Values blind = fills("fillsWithoutPicture", reader.fillsWithoutPicture(scenes.words()));
    Measurement.of("fills answered right without the picture", accuracy(blind))
        .beside("with the picture", accuracy(seen))
        .beside("by chance", 1.0 / FILLS)
        .knows(
            "without a picture it answers as with one: does it keep the last picture?",
            accuracy(blind) > 0.9)
        .atMost(0.33, reporter);
  }

  private AttentionMap map(SceneReader reader, INDArray pictures) {
    INDArray weights = reader.weights(pictures.dup(), scenes.words());
    return AttentionMap.of(weights, SIZE, WORDS, CELLS);
  }

  /** Every scene gets the picture of the next. */
  private static INDArray rolled(INDArray pictures) {
    INDArray rolled = pictures.like();
    for (int i = 0; i < SIZE; i++) {
      rolled.slice(i).assign(pictures.slice((i + 1) % SIZE));
    }
    return rolled;
  }

  private static Values fills(String method, INDArray output) {
    return Answers.of(method, output, "a number for each fill, (B, Tq, 4)", SIZE, WORDS, FILLS);
  }

  private double accuracy(Values fills) {
    int found = 0;
    for (int i = 0; i < SIZE; i++) {
      for (int named = 0; named < Scenes.nouns().length; named++) {
        int fill = scenes.things(i).get(named).fill().ordinal();
        found += likeliest(fills, i, Scenes.nouns()[named]) == fill ? 1 : 0;
      }
    }
    return found / (double) (SIZE * Scenes.nouns().length);
  }

  /** The share of the answer that is given most. */
  private static double commonest(Values fills) {
    int[] count = new int[FILLS];
    for (int i = 0; i < SIZE; i++) {
      for (int noun : Scenes.nouns()) {
        count[likeliest(fills, i, noun)]++;
      }
    }
    return Arrays.stream(count).max().orElse(0) / (double) (SIZE * Scenes.nouns().length);
  }

  private static int likeliest(Values fills, int scene, int word) {
    int best = 0;
    for (int fill = 1; fill < FILLS; fill++) {
      best = fills.at(scene, word, fill) > fills.at(scene, word, best) ? fill : best;
    }
    return best;
  }
}
