package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Sticker;
import io.github.attention4j.datasets.Stickers;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.train.Losses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds what lesson 15 says. */
class TextAndPictureLessonTest {
  private static final int STEPS = 500;

  /** Section 2: 32 pairs at temperature 1 have a loss of 2.49 at least; a simplex has it. */
  @Test
  void theLossHasAFloor() {
    int size = 32;
    INDArray corners = Nd4j.eye(size).castTo(DataType.DOUBLE).sub(1.0 / size);
    INDArray unit = corners.divColumnVector(corners.norm2(true, 1));
    INDArray loss =
        Losses.crossEntropy(NdArrayOps.eager(), unit.mmul(unit.transpose()), Nd4j.arange(size));
    assertEquals(2.49, loss.getDouble(0), 0.005);
    assertEquals(Math.log1p((size - 1) * Math.exp(-size / (size - 1.0))), loss.getDouble(0), 1e-6);
  }

  /** Section 3. */
  @Test
  void theExampleByHand() {
    NdArrayOps ops = NdArrayOps.eager();
    INDArray scores = Nd4j.createFromArray(new double[][] {{4, -3}, {4.8, 1.4}});
    INDArray right = Nd4j.arange(2);
    double loss =
        Losses.crossEntropy(ops, scores, right).getDouble(0)
            + Losses.crossEntropy(ops, scores.transpose().dup('c'), right).getDouble(0);
    assertEquals(1.154, loss / 2, 0.0005);
  }

  /** Section 7: of 32 sheets drawn freely every fifth shares its caption. */
  @Test
  void freeDrawsHaveFalseNegatives() {
    int sharing = 0;
    for (int draw = 0; draw < 50; draw++) {
      Stickers repeats = Stickers.withRepeats(32, draw);
      Map<Set<String>, Integer> often = new HashMap<>();
      for (int i = 0; i < 32; i++) {
        Set<String> names =
            repeats.stickers(i).stream().map(Sticker::name).collect(Collectors.toSet());
        often.merge(names, 1, Integer::sum);
      }
      sharing += often.values().stream().filter(n -> n > 1).mapToInt(n -> n).sum();
    }
    assertTrue(sharing > 5 * 50, "of 1,600 share " + sharing);
  }

  /** Section 7, seed 1: it finds, names what was kept back, and cannot tell twins apart. */
  @Test
  void oneVectorComposesAndDoesNotBind() {
    StickerModel model = trained(false);
    assertTrue(found(model) >= 0.9, "found " + found(model));
    assertTrue(named(model) >= 0.9, "named " + named(model));
    assertEquals(0.5, apart(model), 0.06);
  }

  /** Section 7, seed 1: names find their cells, and twins are told apart. */
  @Test
  void wordByWordBinds() {
    StickerModel model = trained(true);
    assertTrue(found(model) >= 0.9, "found " + found(model));
    assertTrue(apart(model) >= 0.95, "apart " + apart(model));
    assertTrue(pointed(model) >= 0.9, "pointed " + pointed(model));
  }

  private static StickerModel trained(boolean byWords) {
    StickerModel model = new StickerModel(byWords, 1);
    model.train(STEPS, 1);
    return model;
  }

  /** Recall at 1 in a gallery of 100, the worse of both ways. */
  private static double found(StickerModel model) {
    Stickers gallery = Stickers.toLearnFrom(100, -1);
    INDArray cosines = model.cosines(gallery.pictures(), gallery.words());
    int[] texts = cosines.argMax(1).toIntVector();
    int[] pictures = cosines.argMax(0).toIntVector();
    long first = IntStream.range(0, 100).filter(i -> texts[i] == i).count();
    return Math.min(first, IntStream.range(0, 100).filter(i -> pictures[i] == i).count()) / 100.0;
  }

  /** Names right of those that were kept back, of 25. */
  private static double named(StickerModel model) {
    Stickers alone = Stickers.alone(10, -1);
    INDArray names =
        Stickers.words(Stickers.NAMES.stream().map(name -> List.of(name.split(" "))).toList());
    int[] said = model.cosines(alone.pictures(), names).argMax(1).toIntVector();
    return IntStream.range(0, 250)
            .filter(i -> alone.stickers(i).get(0).isKeptBack() && said[i] == i % 25)
            .count()
        / 50.0;
  }

  private static double apart(StickerModel model) {
    Stickers twins = Stickers.withTwins(400, -1);
    INDArray cosines = model.cosines(twins.pictures(), twins.words());
    double right = 0;
    int sheets = 0;
    for (int i = 0; i < 400; i++) {
      if (twins.stickers(i).size() > 1) {
        int twin = i % 2 == 0 ? i + 1 : i - 1;
        right += cosines.getDouble(i, i) > cosines.getDouble(i, twin) ? 0.5 : 0;
        right += cosines.getDouble(i, i) > cosines.getDouble(twin, i) ? 0.5 : 0;
        sheets++;
      }
    }
    return right / sheets;
  }

  /** Names whose widest patch, of both words together, is their own. */
  private static double pointed(StickerModel model) {
    Stickers three = Stickers.toLearnFrom(600, -1).ofCount(3);
    INDArray map = model.map(three.pictures(), three.words());
    int hits = 0;
    int names = 0;
    for (int i = 0; i < three.size(); i++) {
      List<Sticker> stickers = three.stickers(i);
      if (stickers.stream().map(Sticker::colour).distinct().count() == 3
          && stickers.stream().map(Sticker::shape).distinct().count() == 3) {
        for (int j = 0; j < 3; j++, names++) {
          INDArray both = map.slice(i).getRow(3 * j).add(map.slice(i).getRow(3 * j + 1));
          hits += both.argMax().getInt(0) == stickers.get(j).cell() ? 1 : 0;
        }
      }
    }
    return hits / (double) names;
  }
}
