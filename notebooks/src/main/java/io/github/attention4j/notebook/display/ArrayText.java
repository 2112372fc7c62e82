package io.github.attention4j.notebook.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array as text: its type and shape, then its last two axes as grids, one for each index of the
 * axes before them. Long axes are cut short.
 */
final class ArrayText {

  private static final int CELLS_SHOWN = 10;
  private static final int GRIDS_SHOWN = 4;
  private static final String CUT = "…";

  /** One grid: where it stands in the array, and its cells with the indices of rows and columns. */
  private record Slice(
      String place, List<String> columns, List<String> rows, List<List<String>> cells) {}

  private final String heading;
  private final List<Slice> slices = new ArrayList<>();
  private String note = "";

  ArrayText(INDArray array) {
    heading = array.dataType() + " " + Arrays.toString(array.shape());
    if (array.isEmpty() || array.dataType() == DataType.UTF8) {
      note = array.isEmpty() ? "(no elements)" : array.toString();
      return;
    }
    int rank = array.rank();
    long rows = rank < 2 ? 1 : array.size(rank - 2);
    long columns = rank < 1 ? 1 : array.size(rank - 1);
    long count = array.length() / (rows * columns);
    long[] outer = rank < 3 ? new long[0] : Arrays.copyOf(array.shape(), rank - 2);
    INDArray flat = array.reshape(count, rows, columns);
    Decimals decimals = decimals(flat);
    for (long index = 0; index < Math.min(count, GRIDS_SHOWN); index++) {
      slices.add(slice(flat, index, place(index, outer), rank, decimals));
    }
    if (count > GRIDS_SHOWN) {
      note = "%s %d more".formatted(CUT, count - GRIDS_SHOWN);
    }
  }

  String html() {
    StringBuilder html = new StringBuilder("<div><code>" + heading + "</code></div>");
    for (Slice slice : slices) {
      html.append(slice.place.isEmpty() ? "" : "\n<div><code>" + slice.place + "</code></div>");
      html.append('\n').append(grid(slice).html());
    }
    return html + (note.isEmpty() ? "" : "\n<div>" + Rendering.escaped(note) + "</div>");
  }

  String text() {
    List<String> text = new ArrayList<>(List.of(heading));
    for (Slice slice : slices) {
      if (!slice.place.isEmpty()) {
        text.add(slice.place);
      }
      text.add(TextGrid.ofNumbers(List.of(), slice.cells, slice.columns.size()).text());
    }
    if (!note.isEmpty()) {
      text.add(note);
    }
    return String.join("\n", text);
  }

  /** With the indices above and at the left, as far as the array has such axes. */
  private static TextGrid grid(Slice slice) {
    if (slice.rows.isEmpty()) {
      return TextGrid.ofNumbers(List.of(), slice.cells, slice.columns.size());
    }
    List<String> header = new ArrayList<>(slice.columns);
    header.add(0, "");
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < slice.cells.size(); row++) {
      List<String> cells = new ArrayList<>(slice.cells.get(row));
      cells.add(0, slice.rows.get(row));
      rows.add(cells);
    }
    return TextGrid.ofNumbers(header, rows, header.size());
  }

  private static Slice slice(INDArray flat, long index, String place, int rank, Decimals decimals) {
    long[] rows = shown(flat.size(1));
    long[] columns = shown(flat.size(2));
    List<List<String>> cells = new ArrayList<>();
    for (long row : rows) {
      cells.add(
          LongStream.of(columns)
              .mapToObj(
                  column ->
                      row < 0 || column < 0
                          ? CUT
                          : decimals.text(flat.getDouble(index, row, column)))
              .toList());
    }
    return new Slice(place, labels(columns), rank < 2 ? List.of() : labels(rows), cells);
  }

  /** The indices of an axis that are shown; -1 stands for those left out. */
  private static long[] shown(long size) {
    if (size <= CELLS_SHOWN) {
      return LongStream.range(0, size).toArray();
    }
    return LongStream.concat(
            LongStream.concat(LongStream.range(0, CELLS_SHOWN - 2), LongStream.of(-1)),
            LongStream.of(size - 1))
        .toArray();
  }

  private static List<String> labels(long[] indices) {
    return LongStream.of(indices).mapToObj(index -> index < 0 ? CUT : "" + index).toList();
  }

  private static Decimals decimals(INDArray flat) {
    List<Double> values = new ArrayList<>();
    for (long index = 0; index < Math.min(flat.size(0), GRIDS_SHOWN); index++) {
      for (long row : shown(flat.size(1))) {
        for (long column : shown(flat.size(2))) {
          if (row >= 0 && column >= 0) {
            values.add(flat.getDouble(index, row, column));
          }
        }
      }
    }
    return Decimals.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** For example {@code [0, 2, :, :]}. */
  private static String place(long index, long[] outer) {
    if (outer.length == 0) {
      return "";
    }
    long[] position = new long[outer.length];
    long rest = index;
    for (int axis = outer.length - 1; axis >= 0; axis--) {
      position[axis] = rest % outer[axis];
      rest /= outer[axis];
    }
    return IntStream.range(0, outer.length)
        .mapToObj(axis -> position[axis] + ", ")
        .collect(Collectors.joining("", "[", ":, :]"));
  }
}
