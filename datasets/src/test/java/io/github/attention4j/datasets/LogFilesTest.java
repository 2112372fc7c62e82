package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class LogFilesTest {
  private static final LogFiles FILES = LogFiles.of(400, 1);

  @Test
  void oneOfTheFirstEightLinesNamesTheZone() {
    int[][] lines = FILES.lines().toIntMatrix();
    int[][] distances = FILES.distances().toIntMatrix();
    int[] zones = FILES.zones().toIntVector();
    assertArrayEquals(new long[] {400, 40}, FILES.lines().shape());
    for (int i = 0; i < 400; i++) {
      int place = -distances[i][0];
      assertEquals(8 + zones[i], lines[i][place]);
      assertEquals(1, Arrays.stream(lines[i]).filter(line -> line >= 8).count());
      for (int line = 0; line < 40; line++) {
        assertEquals(line - place, distances[i][line]);
        assertEquals(
            line > place && line <= place + 32 ? 1 : 0, FILES.asked().getInt(i, line), "asked");
      }
    }
    assertEquals(
        400 * 32, FILES.asked().sumNumber().intValue(), "no line that is asked is missing");
  }

  /** Every zone and every place is as frequent, and the line before it tells nothing of it. */
  @Test
  void nothingElseTellsTheZone() {
    LogFiles many = LogFiles.of(8000, 3);
    int[] zones = many.zones().toIntVector();
    int[][] lines = many.lines().toIntMatrix();
    int[][] distances = many.distances().toIntMatrix();
    int[][] byPlace = new int[8][8];
    int[][] byLastLine = new int[8][8];
    for (int i = 0; i < zones.length; i++) {
      byPlace[zones[i]][-distances[i][0]]++;
      byLastLine[zones[i]][lines[i][39]]++;
    }
    for (int zone = 0; zone < 8; zone++) {
      for (int other = 0; other < 8; other++) {
        assertEquals(125, byPlace[zone][other], 45);
        assertEquals(125, byLastLine[zone][other], 45);
      }
    }
  }

  @Test
  void inTheNextZoneOneLineIsAnother() {
    LogFiles other = FILES.inTheNextZone();
    INDArray differs = FILES.lines().neq(other.lines()).castTo(FILES.lines().dataType());
    assertEquals(FILES.distances().eq(0).castTo(differs.dataType()), differs);
    assertEquals(FILES.zones().add(1).fmod(8), other.zones());
  }

  @Test
  void theSeedDecides() {
    assertEquals(FILES.lines(), LogFiles.of(400, 1).lines());
    assertEquals(FILES.lines().slice(2), LogFiles.of(3, 1).lines().slice(2));
    assertNotEquals(FILES.lines(), LogFiles.of(400, 2).lines());
    assertEquals("LogFiles[400 files of 40 lines]", FILES.toString());
  }

  @Test
  void aTableShowsThem() {
    assertEquals(400, FILES.table().rowCount());
    assertEquals(
        "open stop open close open close read ZONE-1 stop send",
        FILES.table().stringColumn(0).get(0));
    assertEquals(7, FILES.table().intColumn("named in line").get(0));
    assertEquals(1, FILES.table().intColumn("zone").get(0));
  }

  @Test
  void refusesNothing() {
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> LogFiles.of(0, 1));
    assertEquals("log files: size is 0, expected 1 or more", refusal.getMessage());
  }
}
