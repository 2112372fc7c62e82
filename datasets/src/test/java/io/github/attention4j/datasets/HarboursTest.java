package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class HarboursTest {
  private static final int SIZE = 400;
  private static final Harbours CHARTS = Harbours.of(SIZE, 1);
  private static final INDArray PICTURES = CHARTS.pictures();
  private static final INDArray SHIPS = CHARTS.ships().argMax(2);
  private static final INDArray HARBOURS = CHARTS.harbours().argMax(2);

  /** The channel that is lit at a pixel of a cell; exactly one is, or none: -1. */
  private static int colour(int chart, int cell, int row, int column) {
    int lit = -1;
    for (int c = 0; c < 3; c++) {
      double light = PICTURES.getDouble(chart, c, cell / 6 * 4 + row, cell % 6 * 4 + column);
      if (light == 1) {
        assertEquals(-1, lit, "two colours at one pixel");
        lit = c;
      }
    }
    return lit;
  }

  private static int flag(int chart, int cell) {
    int flag = 0;
    for (int row = 0; row < 3; row++) {
      for (int column = 1; column < 4; column++) {
        assertEquals(colour(chart, cell, row, 0), colour(chart, cell, row, column), "a stripe");
      }
      flag = 3 * flag + colour(chart, cell, row, 0);
    }
    return flag;
  }

  @Test
  void aShipAndItsHarbourFlyTheirOwnFlag() {
    assertArrayEquals(new long[] {SIZE, 3, 24, 24}, PICTURES.shape());
    assertArrayEquals(new long[] {SIZE, 4, 36}, CHARTS.ships().shape());
    for (int i = 0; i < SIZE; i++) {
      Set<Integer> flags = new HashSet<>();
      Set<Integer> cells = new HashSet<>();
      for (int pair = 0; pair < 4; pair++) {
        int ship = SHIPS.getInt(i, pair);
        int harbour = HARBOURS.getInt(i, pair);
        assertEquals(flag(i, ship), flag(i, harbour));
        flags.add(flag(i, ship));
        cells.add(ship);
        cells.add(harbour);
      }
      assertEquals(4, flags.size(), "a flag flies in one pair alone");
      assertEquals(8, cells.size(), "no two marks share a cell");
      assertEquals(8 * 14, PICTURES.slice(i).sumNumber().intValue(), "all else is dark");
    }
  }

  @Test
  void theLampsBurnOnTheirSidesAndSayWhoMayEnter() {
    INDArray own = CHARTS.shipLamps();
    INDArray other = CHARTS.harbourLamps();
    for (int i = 0; i < SIZE; i++) {
      for (int pair = 0; pair < 4; pair++) {
        int ship = SHIPS.getInt(i, pair);
        int harbour = HARBOURS.getInt(i, pair);
        int[] shipLamp = {own.getInt(i, pair), own.getInt(i, pair), -1, -1};
        int[] harbourLamp = {-1, -1, other.getInt(i, pair), other.getInt(i, pair)};
        for (int column = 0; column < 4; column++) {
          assertEquals(shipLamp[column], colour(i, ship, 3, column));
          assertEquals(harbourLamp[column], colour(i, harbour, 3, column));
        }
        boolean alike = own.getInt(i, pair) == other.getInt(i, pair);
        assertEquals(alike ? 1 : 0, CHARTS.mayEnter().getInt(i, pair));
        int rows = Math.abs(ship / 6 - harbour / 6);
        int columns = Math.abs(ship % 6 - harbour % 6);
        assertEquals(Math.max(rows, columns), CHARTS.distances().getInt(i, pair));
      }
    }
  }

  /** Neither lamp alone tells more than a coin, and every colour is as frequent. */
  @Test
  void aLampAloneTellsNothing() {
    Harbours many = Harbours.of(5000, 3);
    INDArray alike = many.mayEnter();
    for (INDArray lamps : new INDArray[] {many.shipLamps(), many.harbourLamps()}) {
      for (int colour = 0; colour < 3; colour++) {
        INDArray shown = lamps.eq(colour).castTo(alike.dataType());
        double count = shown.sumNumber().doubleValue();
        assertEquals(1 / 3.0, count / 20000, 0.015);
        assertEquals(0.5, shown.mul(alike).sumNumber().doubleValue() / count, 0.025);
      }
    }
    for (int distance = 1; distance <= 5; distance++) {
      INDArray at = many.distances().eq(distance).castTo(alike.dataType());
      double count = at.sumNumber().doubleValue();
      assertTrue(count > 500, "pairs at distance " + distance + ": " + count);
      assertEquals(0.5, at.mul(alike).sumNumber().doubleValue() / count, 0.06);
    }
  }

  @Test
  void theSeedDecides() {
    assertEquals(PICTURES, Harbours.of(SIZE, 1).pictures());
    assertEquals(PICTURES.slice(2), Harbours.of(3, 1).pictures().slice(2));
    assertNotEquals(PICTURES, Harbours.of(SIZE, 2).pictures());
    assertEquals("Harbours[400 charts of 6 x 6 cells]", CHARTS.toString());
  }

  @Test
  void refusesNothing() {
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> Harbours.of(0, 1));
    assertEquals("harbours: size is 0, expected 1 or more", refusal.getMessage());
  }
}
