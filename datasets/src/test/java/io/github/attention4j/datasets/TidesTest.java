package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

class TidesTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void readsAtDifferentHoursOfTwoDaysInTheirOrder(long seed) {
    double[] hours = Tides.logged(100, seed).hours().toDoubleVector();

    assertEquals(100, hours.length);
    Set<Double> tenths = new HashSet<>();
    double before = -1;
    for (double hour : hours) {
      assertEquals(Math.rint(hour * 10) / 10, hour, "hours are multiples of 0.1");
      assertEquals(true, hour > before && hour < 48, "at " + hour + " after " + before);
      tenths.add(hour);
      before = hour;
    }
    assertEquals(100, tenths.size());
  }

  @Test
  void theTideIsWhatTheFormulaSays() {
    assertEquals(2.4 + 0.4 * Math.sin(1), Tides.level(0), 1e-12);
    assertEquals(2.4 + 1.5 + 0.4 * Math.sin(Math.PI / 4 + 1), Tides.level(3.1), 1e-12);
    assertEquals(Tides.level(5), Tides.level(5 + 24.8), 1e-12);
  }

  @Test
  void theWavesHaveMeanZeroAndADeviationOfAQuarterOfAMetre() {
    double[] waves =
        LongStream.rangeClosed(1, 20)
            .mapToObj(seed -> Tides.logged(480, seed))
            .flatMapToDouble(log -> DoubleStream.of(waves(log)))
            .toArray();

    assertEquals(0, Arrays.stream(waves).average().orElseThrow(), 0.01);
    double variance = Arrays.stream(waves).map(wave -> wave * wave).average().orElseThrow();
    assertEquals(0.25, Math.sqrt(variance), 0.005);
  }

  private static double[] waves(Tides log) {
    return log.levels().sub(log.calm()).toDoubleVector();
  }

  @Test
  void tableAndArraysAgree() {
    Tides log = Tides.logged(7, 1);
    Table table = log.table();

    assertEquals(7, log.size());
    assertEquals("Tides[7 readings]", log.toString());
    assertArrayEquals(new String[] {"hour", "level"}, table.columnNames().toArray());
    assertArrayEquals(log.hours().toDoubleVector(), table.doubleColumn("hour").asDoubleArray());
    assertArrayEquals(log.levels().toDoubleVector(), table.doubleColumn("level").asDoubleArray());
  }

  @Test
  void nothingThatACallerWritesReachesTheNext() {
    Tides log = Tides.logged(7, 1);
    log.hours().assign(99);
    log.levels().assign(99);
    log.calm().assign(99);
    log.table().doubleColumn("level").set(0, 99);

    for (INDArray array : new INDArray[] {log.hours(), log.levels(), log.calm()}) {
      assertFalse(array.maxNumber().doubleValue() == 99);
    }
    assertFalse(log.table().doubleColumn("level").get(0) == 99);
  }

  /** A change of these would change the lesson's results. */
  @Test
  void theLogsAreTheSameForEver() {
    CRC32 checksum = new CRC32();
    for (long seed = 1; seed <= 5; seed++) {
      checksum.update(Tides.logged(100, seed).table().print(100).getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(1_202_527_624L, checksum.getValue());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 481})
  void refusesAnotherNumberOfReadings(int readings) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Tides.logged(readings, 1));
    assertEquals("readings " + readings + " is not from 1 to 480", e.getMessage());
  }
}
