package io.github.attention4j.notebook.chart;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers out of arrays, checked: every value finite, every rank as announced. */
final class Values {

  private Values() {}

  /** A vector, from rank 1 or a single row or column. */
  static double[] vector(String chart, INDArray array) {
    if (!array.isVectorOrScalar()) {
      throw new IllegalArgumentException(
          "%s: expected rank 1, got shape %s".formatted(chart, Arrays.toString(array.shape())));
    }
    double[] vector = new double[(int) array.length()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = array.getDouble(i);
    }
    return vector;
  }

  /** The matrices along the first axis of rank 3, or the one of rank 2. */
  static List<double[][]> matrices(String chart, String axes, INDArray array) {
    if (array.rank() != 2 && array.rank() != 3 || array.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: expected rank 2 %s or rank 3 with several of them, got shape %s"
              .formatted(chart, axes, Arrays.toString(array.shape())));
    }
    long count = array.rank() == 2 ? 1 : array.size(0);
    int rows = (int) array.size(-2);
    int columns = (int) array.size(-1);
    INDArray three = array.reshape(count, rows, columns);
    double[][][] matrices = new double[(int) count][rows][columns];
    for (int index = 0; index < count; index++) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          matrices[index][row][column] = three.getDouble(index, row, column);
        }
      }
    }
    List<double[][]> list = List.of(matrices);
    list.forEach(matrix -> requireMatrix(chart, matrix));
    return list;
  }

  /** Refuses an empty or ragged matrix and values that are not finite. */
  static void requireMatrix(String chart, double[][] matrix) {
    requireRectangle(chart, matrix);
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix[row].length; column++) {
        requireFinite(chart, matrix[row][column], row + ", " + column);
      }
    }
  }

  /** Refuses an empty or ragged matrix and NaN; infinite values are for masked scores. */
  static void requireScores(String chart, double[][] matrix) {
    requireRectangle(chart, matrix);
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix[row].length; column++) {
        if (Double.isNaN(matrix[row][column])) {
          throw new IllegalArgumentException(
              "%s: the value at [%d, %d] is NaN".formatted(chart, row, column));
        }
      }
    }
  }

  private static void requireRectangle(String chart, double[][] matrix) {
    if (matrix.length == 0 || matrix[0].length == 0) {
      throw new IllegalArgumentException(chart + ": there are no values");
    }
    for (int row = 0; row < matrix.length; row++) {
      if (matrix[row].length != matrix[0].length) {
        throw new IllegalArgumentException(
            "%s: row %d has %d values, expected %d as in row 0"
                .formatted(chart, row, matrix[row].length, matrix[0].length));
      }
    }
  }

  /** Refuses an empty vector and values that are not finite. */
  static void requireVector(String chart, String name, double[] vector) {
    if (vector.length == 0) {
      throw new IllegalArgumentException("%s: %s has no values".formatted(chart, name));
    }
    for (int i = 0; i < vector.length; i++) {
      requireFinite(chart + ": " + name, vector[i], "" + i);
    }
  }

  /** Refuses a list of names of another length than what it names. */
  static void requireCount(String chart, String what, List<String> names, int expected) {
    if (names.size() != expected) {
      throw new IllegalArgumentException(
          "%s: %d %s given, expected %d".formatted(chart, names.size(), what, expected));
    }
  }

  private static void requireFinite(String chart, double value, String place) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s: the value at [%s] is %s, expected a finite number".formatted(chart, place, value));
    }
  }
}
