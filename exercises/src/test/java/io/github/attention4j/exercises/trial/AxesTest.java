package io.github.attention4j.exercises.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class AxesTest {

  private static final List<String> LETTERS = List.of("B", "Tq", "Tk", "H", "Dk");

  private static final List<Inputs> CASES =
      Axes.of(LETTERS.toArray(new String[0])).alike("Tq", "Tk").cases(new Random(1));

  private static int[] lengths(Inputs in) {
    return LETTERS.stream().mapToInt(in::length).toArray();
  }

  @Test
  void drawsEveryAxisOnceOfLengthOneAndOnceAll() {
    for (String letter : LETTERS) {
      long ones =
          CASES.stream()
              .filter(
                  in -> in.length(letter) == 1 && Arrays.stream(lengths(in)).max().orElse(0) > 1)
              .count();
      assertEquals(1, ones, letter);
    }
    assertTrue(CASES.stream().anyMatch(in -> Arrays.stream(lengths(in)).allMatch(n -> n == 1)));
  }

  @Test
  void drawsLengthsThatAreAllDifferentAndSomeTwiceAndSomeAlike() {
    assertEquals(5, Arrays.stream(lengths(CASES.get(0))).distinct().count());
    assertEquals(5, Arrays.stream(lengths(CASES.get(1))).distinct().count());
    assertArrayEquals(lengths(CASES.get(0)), lengths(CASES.get(2)));
    assertEquals(CASES.get(0).type(), CASES.get(2).type());
    assertEquals(CASES.get(3).length("Tq"), CASES.get(3).length("Tk"));
  }

  @Test
  void drawsBothTypesAndEveryLayout() {
    Set<DataType> types = EnumSet.noneOf(DataType.class);
    Set<Layout> layouts = EnumSet.noneOf(Layout.class);
    for (Inputs in : CASES) {
      types.add(in.type());
      layouts.add(Layout.of(in.random("x", "(B, Tq, Dk)").array()));
    }
    assertEquals(Set.of(DataType.FLOAT, DataType.DOUBLE), types);
    assertEquals(EnumSet.allOf(Layout.class), layouts);
  }

  @Test
  void readsShapesWithNumbersAndProducts() {
    Inputs in = CASES.get(0);

    assertArrayEquals(
        new int[] {in.length("B"), 2, in.length("H") * in.length("Dk")}, in.shape("(B, 2, H*Dk)"));
    assertArrayEquals(new int[0], in.shape("()"));
  }

  @Test
  void masksLeaveEachRowAKeyAndForbidOneWhereThereAreSeveral() {
    for (Inputs in : CASES) {
      Values mask = in.mask("(B, Tq, Tk)");
      Set<Double> sums = new HashSet<>();
      Arrays.stream(mask.sumAlong(-1).numbers()).forEach(sums::add);
      assertTrue(sums.stream().allMatch(sum -> sum >= 1), sums::toString);
      int most = Math.max(1, in.length("Tk") - 1);
      assertTrue(sums.stream().allMatch(sum -> sum <= most), sums::toString);
    }
  }

  @Test
  void emptiesARowOfEveryExample() {
    Inputs in = CASES.get(0);
    Values rows = in.withEmptyRows(Values.fill(index -> 1, in.shape("(B, Tq, Tk)")));

    double empty = (in.length("Tq") - 1) * in.length("Tk");
    for (int example = 0; example < in.length("B"); example++) {
      assertEquals(empty, rows.sumAlong(1).sumAlong(2).at(example, 0, 0));
    }
  }
}
