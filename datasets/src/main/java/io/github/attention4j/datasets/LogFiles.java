package io.github.attention4j.datasets;

import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Log files that say one thing once, made by a seed: 40 lines, of which one of the first eight
 * names the time zone of all that follow, one of eight. Which zone it is can be known from that
 * line alone; the others are drawn without looking at it.
 *
 * <pre>
 *   start  read  ZONE 3  write  read  stop  ..      lines, as numbers 1 0 11 2 0 3 ..
 *                0       1      2     3     ..      distance from the line that names the zone
 * </pre>
 *
 * <p>Whoever is asked for the zone at a line knows it if information can come that far, and guesses
 * one of eight otherwise: so the distance from which on the answers are right no more often than by
 * chance is how far a network sees.
 *
 * <pre>{@code
 * LogFiles files = LogFiles.of(1000, 1);
 * files.lines(); // (1000, 40): 0 to 7 ordinary lines, 8 + z names zone z
 * files.zones(); // (1000): what is to be answered at every later line
 * files.distances(); // (1000, 40): of each line from the one that names the zone; below 0 before
 * files.asked(); // (1000, 40): 1 at the 32 lines behind it
 * }</pre>
 *
 * <p>N is {@link #size()}. The arrays are FLOAT, every one new and the caller's own. A file depends
 * on the seed and its number alone, on every machine alike.
 */
public final class LogFiles {
  /** How many lines a file has, T. */
  public static final int LENGTH = 40;

  /** How many zones there are. */
  public static final int ZONES = 8;

  /** How many different lines there are: eight ordinary ones, and one for each zone. */
  public static final int LINES = 8 + ZONES;

  /** The farthest distance that is asked for. */
  public static final int FARTHEST = 32;

  private static final String[] ORDINARY = {
    "start", "read", "write", "stop", "open", "close", "send", "wait"
  };

  private record LogFile(int[] ordinary, int place, int zone) {
    int line(int number) {
      return number == place ? ORDINARY.length + zone : ordinary[number];
    }
  }

  private final LogFile[] files;

  private LogFiles(LogFile[] files) {
    this.files = files;
  }

  /**
   * Makes files.
   *
   * @param size how many, N
   * @param seed any number; another seed gives other files
   * @throws IllegalArgumentException if there would be no file
   */
  public static LogFiles of(int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "log files: size is %d, expected 1 or more".formatted(size));
    }
    return new LogFiles(
        IntStream.range(0, size)
            .mapToObj(i -> draw(new Random(SeededOrder.splitMix64(seed, i + 1))))
            .toArray(LogFile[]::new));
  }

  private static LogFile draw(Random random) {
    int[] ordinary = random.ints(LENGTH, 0, ORDINARY.length).toArray();
    return new LogFile(ordinary, random.nextInt(LENGTH - FARTHEST), random.nextInt(ZONES));
  }

  /** The same files, but that each names the zone behind its own: zone 0 behind zone 7. */
  public LogFiles inTheNextZone() {
    return new LogFiles(
        IntStream.range(0, size())
            .mapToObj(i -> files[i])
            .map(file -> new LogFile(file.ordinary, file.place, (file.zone + 1) % ZONES))
            .toArray(LogFile[]::new));
  }

  /** Returns N, the number of files. */
  public int size() {
    return files.length;
  }

  /** Returns the lines, (N, 40): 0 to 7 are ordinary ones, 8 + z names zone z. */
  public INDArray lines() {
    return ofEachLine(LogFile::line);
  }

  /** Returns the zones, (N): from 0 to 7. */
  public INDArray zones() {
    float[] zones = new float[size()];
    IntStream.range(0, size()).forEach(i -> zones[i] = files[i].zone);
    return Nd4j.createFromArray(zones);
  }

  /** Returns how far each line stands behind the one that names the zone, (N, 40). */
  public INDArray distances() {
    return ofEachLine((file, number) -> number - file.place);
  }

  /** Returns where the zone is asked for, (N, 40): 1 at the distances 1 to 32, else 0. */
  public INDArray asked() {
    return ofEachLine(
        (file, number) -> number > file.place && number <= file.place + FARTHEST ? 1 : 0);
  }

  private interface OfLine {
    int of(LogFile file, int number);
  }

  private INDArray ofEachLine(OfLine number) {
    float[][] numbers = new float[size()][LENGTH];
    for (int i = 0; i < size(); i++) {
      for (int line = 0; line < LENGTH; line++) {
        numbers[i][line] = number.of(files[i], line);
      }
    }
    return Nd4j.createFromArray(numbers);
  }

  /** Returns one row for each file: its first lines, the place of the one that counts, its zone. */
  public Table table() {
    return Table.create("log files")
        .addColumns(
            StringColumn.create(
                "the first ten lines", IntStream.range(0, size()).mapToObj(this::beginning)),
            IntColumn.create(
                "named in line", IntStream.range(0, size()).map(i -> files[i].place).toArray()),
            IntColumn.create("zone", IntStream.range(0, size()).map(i -> files[i].zone).toArray()));
  }

  private String beginning(int file) {
    StringBuilder words = new StringBuilder();
    for (int number = 0; number < 10; number++) {
      int line = files[file].line(number);
      words.append(number == 0 ? "" : " ");
      words.append(line < ORDINARY.length ? ORDINARY[line] : "ZONE-" + (line - ORDINARY.length));
    }
    return words.toString();
  }

  @Override
  public String toString() {
    return "LogFiles[%d files of %d lines]".formatted(size(), LENGTH);
  }
}
