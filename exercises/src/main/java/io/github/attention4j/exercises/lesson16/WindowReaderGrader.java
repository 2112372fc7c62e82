package io.github.attention4j.exercises.lesson16;

import io.github.attention4j.datasets.LogFiles;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.check.WrongAnswerError;
import io.github.attention4j.exercises.experiment.Answers;
import io.github.attention4j.exercises.experiment.AttentionMap;
import io.github.attention4j.exercises.experiment.Measurement;
import io.github.attention4j.exercises.trial.Values;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Grades lesson 16's experiment: 10 points, on files drawn anew. */
@ExerciseGrader
public class WindowReaderGrader {
  private static final int FILES = 300;
  private static final int LINES = LogFiles.LENGTH;
  private static final int LAYERS = 4;
  private static final int WINDOW = 8;

  /** The page draws from small seeds, and their negatives. */
  private static final long SEED = 16_000_061;

  private final LogFiles files = LogFiles.of(FILES, SEED);
  private final int[] zones = files.zones().toIntVector();
  private final int[][] distances = files.distances().toIntMatrix();

  /** Creates the grader; JUnit does. */
  public WindowReaderGrader() {}

  @Check(
      id = "16.e1",
      part = "weights",
      points = 2,
      demand = "attend: four maps of weights, none beyond a window of 8",
      hints = {
        "Each of the four layers has a map: a row for each line, a column for what it looks at.",
        "A line may look at itself and the eight lines before it, at none behind it.",
        "EncoderBlock.attend(x, Mask.window(8, 0)).weights(), joined along axis 1"
      })
  void attends(WindowReader reader) {
    map(reader);
  }

  @Check(
      id = "16.e2",
      part = "weights",
      points = 3,
      demand = "relay: who can learn it looks at who knows it, by 80 %",
      hints = {
        "Draw the four maps of one file. Who can know the zone behind layer 1, who behind layer 2?",
        "In layer l the lines up to 8 (l - 1) behind know it; the next eight look at them.",
        "The page's setting, trained for 200 steps, is enough."
      })
  void relays(WindowReader reader, TestReporter reporter) {
    AttentionMap map = map(reader);
    double[] masses =
        IntStream.range(0, LAYERS).mapToDouble(layer -> map.massOn(known(layer, layer))).toArray();
    double[] reversed =
        IntStream.range(0, LAYERS)
            .mapToDouble(layer -> map.massOn(known(layer, LAYERS - 1 - layer)))
            .toArray();
    Measurement.of("weight on those who know, in the worst layer", least(masses))
        .beside("equal weights over the window", least(evenMasses()))
        .knows(
            "the maps come in reverse order: first the layer next to the file",
            least(reversed) > 0.8)
        .knows(
            "the lines look at all of their window alike: train longer, or scale the scores less",
            least(masses) < 1.2 * least(evenMasses()))
        .atLeast(0.8, reporter);
  }

  @Check(
      id = "16.e3",
      part = "zones",
      points = 3,
      demand = "name the zone at 95 % of the lines, up to 32 behind",
      hints = {
        "Draw the share of right answers by distance. Where does it fall?",
        "Four layers of 8 see 32 lines back, if each passes on what it knows.",
        "The loss counts at the 32 lines behind the one that names the zone alone."
      })
  void names(WindowReader reader, TestReporter reporter) {
    Values said = answers("zones", reader.zones(files.lines()));
    Measurement.of("zones named right", accuracy(said, 1, LogFiles.FARTHEST, 0))
        .beside("up to 16 lines away", accuracy(said, 1, 2 * WINDOW, 0))
        .beside("at 25 to 32 lines", accuracy(said, 3 * WINDOW + 1, LogFiles.FARTHEST, 0))
        .beside("by chance", 1.0 / LogFiles.ZONES)
        .knows("every line gets the same answer", Answers.areOne(said))
        .knows(
            "the answers are one too large: zones are counted from 0",
            accuracy(said, 1, LogFiles.FARTHEST, 1) > 0.9)
        .knows(
            "it is right near the line that names the zone and not far from it: four layers?",
            accuracy(said, 1, WINDOW, 0) > 0.9
                && accuracy(said, 3 * WINDOW + 1, LogFiles.FARTHEST, 0) < 0.3)
        .atLeast(0.95, reporter);
  }

  @Check(
      id = "16.e4",
      part = "zonesByTwoLayers",
      points = 2,
      demand = "two layers: 95 % up to 16 lines away, chance beyond",
      hints = {
        "Two layers of 8 see 16 lines back, and not one more.",
        "Is anything else in the network that joins far lines: positions, an average, a third layer?",
        "Train it as long as the other, and keep nothing from call to call."
      })
  void doesNotReach(WindowReader reader, TestReporter reporter) {
    Values said = answers("zonesByTwoLayers", reader.zonesByTwoLayers(files.lines()));
    Values other =
        answers("zonesByTwoLayers", reader.zonesByTwoLayers(files.inTheNextZone().lines()));
    int reach = 2 * WINDOW;
    Measurement.of("zones named right up to 16 lines away", accuracy(said, 1, reach, 0))
        .beside("up to 8 lines away", accuracy(said, 1, WINDOW, 0))
        .beside("by chance", 1.0 / LogFiles.ZONES)
        .knows(
            "it sees one window far: are there two layers?",
            accuracy(said, 1, WINDOW, 0) > 0.9 && accuracy(said, WINDOW + 1, reach, 0) < 0.3)
        .atLeast(0.95, reporter);
    Measurement.of(
            "answers beyond 16 lines that change with the zone",
            changed(said, other, reach + 1, LogFiles.FARTHEST))
        .beside("up to 16 lines away", changed(said, other, 1, reach))
        .knows("it knows what two layers of 8 cannot see", true)
        .atMost(0, reporter);
  }

  private AttentionMap map(WindowReader reader) {
    AttentionMap map = AttentionMap.of(reader.weights(files.lines()), FILES, LAYERS, LINES, LINES);
    for (int layer = 0; layer < LAYERS; layer++) {
      for (int line = 0; line < LINES; line++) {
        for (int seen = 0; seen < LINES; seen++) {
          if ((seen > line || seen < line - WINDOW) && map.values().at(0, layer, line, seen) != 0) {
            throw new WrongAnswerError(
                "layer %d: line %d looks at line %d, %s"
                    .formatted(
                        layer + 1,
                        line,
                        seen,
                        seen > line
                            ? "which comes behind it: is the window causal?"
                            : "%d lines back: its window is 8".formatted(line - seen)));
          }
        }
      }
    }
    return map;
  }

  /**
   * A map of one layer, in a row for each line that can learn the zone in some layer, with 1 at the
   * lines that know it already.
   *
   * @param layer whose map it is, from 0; the others' are 0
   * @param stage the layer that it is held against
   */
  private Values known(int layer, int stage) {
    return Values.fill(
        index -> {
          int looking = distances[index[0]][index[2]];
          int seen = distances[index[0]][index[3]];
          boolean learns = looking > stage * WINDOW && looking <= (stage + 1) * WINDOW;
          return index[1] == layer && learns && seen >= 0 && seen <= stage * WINDOW ? 1 : 0;
        },
        FILES,
        LAYERS,
        LINES,
        LINES);
  }

  /** What each layer would give to those who know, if every line looked at its window alike. */
  private double[] evenMasses() {
    double[] masses = new double[LAYERS];
    for (int layer = 0; layer < LAYERS; layer++) {
      int knownFar = layer * WINDOW;
      masses[layer] =
          mean(
              knownFar + 1,
              knownFar + WINDOW,
              (file, line) -> {
                int seen = Math.min(line, WINDOW);
                int behind = distances[file][line];
                return Math.min(knownFar + 1, seen + 1 + knownFar - behind) / (seen + 1.0);
              });
    }
    return masses;
  }

  private static double least(double[] numbers) {
    return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).min().orElseThrow();
  }

  private static Values answers(String method, INDArray answers) {
    return Answers.of(method, answers, "a zone for every line, (B, 40)", FILES, LINES);
  }

  /** The share of the lines within a range of distances whose answer is the zone plus a number. */
  private double accuracy(Values said, int from, int to, int plus) {
    return mean(from, to, (file, line) -> said.at(file, line) == zones[file] + plus ? 1 : 0);
  }

  private double changed(Values said, Values other, int from, int to) {
    return mean(from, to, (file, line) -> said.at(file, line) != other.at(file, line) ? 1 : 0);
  }

  private interface OfLine {
    double of(int file, int line);
  }

  /** The mean over all lines within a range of distances. */
  private double mean(int from, int to, OfLine number) {
    double sum = 0;
    double lines = 0;
    for (int file = 0; file < FILES; file++) {
      for (int line = 0; line < LINES; line++) {
        if (from <= distances[file][line] && distances[file][line] <= to) {
          lines++;
          sum += number.of(file, line);
        }
      }
    }
    return sum / lines;
  }
}
