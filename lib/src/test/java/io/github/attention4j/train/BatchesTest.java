package io.github.attention4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BatchesTest {
  private static final List<Integer> EXAMPLES = IntStream.range(0, 10).boxed().toList();

  private static Collection<List<Integer>> batches(long seed) {
    return Batches.of(EXAMPLES, 4, seed, List::copyOf);
  }

  @Test
  void aPassHasEveryExampleOnce() {
    Collection<List<Integer>> batches = batches(1);
    assertEquals(3, batches.size());
    List<Integer> all = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (List<Integer> batch : batches) {
      all.addAll(batch);
      sizes.add(batch.size());
    }
    assertEquals(List.of(4, 4, 2), sizes);
    assertNotEquals(EXAMPLES, all);
    assertEquals(EXAMPLES, all.stream().sorted().toList());
  }

  @Test
  void everyPassHasItsOrderAndTheSeedDecidesIt() {
    Collection<List<Integer>> batches = batches(1);
    List<List<Integer>> first = new ArrayList<>(batches);
    List<List<Integer>> second = new ArrayList<>(batches);
    assertNotEquals(first, second);
    Collection<List<Integer>> again = batches(1);
    assertEquals(first, new ArrayList<>(again));
    assertEquals(second, new ArrayList<>(again));
    assertNotEquals(first, new ArrayList<>(batches(2)));
  }

  @Test
  void inputsKeepTheirTargets() {
    INDArray inputs = Nd4j.arange(60).reshape(10, 3, 2);
    INDArray targets = Nd4j.arange(10).reshape(10, 1);
    int examples = 0;
    for (Batch batch : Batches.of(inputs, targets, 4, 1)) {
      for (int row = 0; row < batch.input().size(0); row++, examples++) {
        int number = batch.target().getInt(row, 0);
        assertEquals(inputs.slice(number), batch.input().slice(row));
      }
    }
    assertEquals(10, examples);
  }

  @Test
  void targetsOfRankOne() {
    Batch batch = Batches.of(Nd4j.arange(6).reshape(3, 2), Nd4j.arange(3), 3, 1).iterator().next();
    assertEquals(1, batch.target().rank());
    assertEquals(3, batch.target().length());
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertEquals(
        "batches: 3 inputs and 2 targets",
        assertThrows(
                IllegalArgumentException.class,
                () -> Batches.of(Nd4j.ones(3, 1), Nd4j.ones(2, 1), 1, 1))
            .getMessage());
    assertEquals(
        "batches: 0 examples in batches of 1, expected 1 or more",
        assertThrows(
                IllegalArgumentException.class,
                () -> Batches.of(List.<Integer>of(), 1, 1, List::copyOf))
            .getMessage());
  }
}
