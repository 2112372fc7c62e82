package io.github.attention4j.datasets;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A made harbour's log: at random hours of two days somebody read the gauge, and the waves made
 * each reading a little wrong.
 *
 * <pre>{@code
 * level(t) = 2.4 + 1.5 sin(2 pi t / 12.4) + 0.4 sin(2 pi t / 24.8 + 1)     metres, t in hours
 * reading  = level(t) + waves,  waves ~ N(0, 0.25^2)                       rounded to centimetres
 * }</pre>
 *
 * <p>The hours are multiples of 0.1 from 0 to 47.9; no two readings of a log are of the same hour.
 * A log is the same on every machine and in every Java version. Letter for shapes: N is {@link
 * #size()}.
 *
 * <p>Objects are immutable: every table and array that a method returns is new and the caller's
 * own.
 */
public final class Tides {
  private static final int TENTHS = 480;
  private static final double WAVES = 0.25;

  private final double[] hours;
  private final double[] levels;

  private Tides(double[] hours, double[] levels) {
    this.hours = hours;
    this.levels = levels;
  }

  /**
   * Makes a log, in the order of the hours.
   *
   * @param readings how many, 1 to 480
   * @param seed any number; another seed gives other hours and other waves of the same tide
   * @throws IllegalArgumentException if the number of readings is not from 1 to 480
   */
  public static Tides logged(int readings, long seed) {
    if (readings < 1 || readings > TENTHS) {
      throw new IllegalArgumentException(
          "readings %d is not from 1 to %d".formatted(readings, TENTHS));
    }
    int[] tenths = Arrays.copyOf(SeededOrder.of(TENTHS, seed), readings);
    Arrays.sort(tenths);
    Random waves = new Random(seed);
    double[] hours = Arrays.stream(tenths).mapToDouble(tenth -> tenth / 10.0).toArray();
    double[] levels =
        Arrays.stream(hours)
            .map(hour -> Math.rint(100 * (level(hour) + WAVES * waves.nextGaussian())) / 100)
            .toArray();
    return new Tides(hours, levels);
  }

  /**
   * Returns the level that a gauge would show without waves.
   *
   * @param hour time, in hours
   * @return level, in metres
   */
  public static double level(double hour) {
    double turn = 2 * Math.PI * hour / 12.4; // a high water every 12.4 hours
    return 2.4 + 1.5 * Math.sin(turn) + 0.4 * Math.sin(turn / 2 + 1);
  }

  /** Returns N, the number of readings. */
  public int size() {
    return hours.length;
  }

  /** Returns when the gauge was read, (N) DOUBLE, in hours, ascending. */
  public INDArray hours() {
    return Nd4j.createFromArray(hours.clone());
  }

  /** Returns what was read, (N) DOUBLE, in metres. */
  public INDArray levels() {
    return Nd4j.createFromArray(levels.clone());
  }

  /** Returns a table of N rows and the columns {@code hour} and {@code level}. */
  public Table table() {
    return Table.create("tides")
        .addColumns(
            DoubleColumn.create("hour", hours.clone()),
            DoubleColumn.create("level", levels.clone()));
  }

  /** Returns what the gauge would show without waves at the hours of this log, (N) DOUBLE. */
  public INDArray calm() {
    return Nd4j.createFromArray(
        IntStream.range(0, size()).mapToDouble(i -> level(hours[i])).toArray());
  }

  @Override
  public String toString() {
    return "Tides[%d readings]".formatted(size());
  }
}
