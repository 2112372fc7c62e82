package io.github.attention4j.notebook.display;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Cells of text under a header, written as HTML and as plain text.
 *
 * @param title above the grid; may be empty
 * @param header one text a column; empty if there is none
 * @param rows the cells, row by row
 * @param numeric which columns hold numbers and are aligned to the right
 * @param note below the grid; may be empty
 * @param links where a cell of this text leads in HTML; empty if nowhere
 */
record TextGrid(
    String title,
    List<String> header,
    List<List<String>> rows,
    List<Boolean> numeric,
    String note,
    Map<String, String> links) {

  private static final int ROWS_SHOWN = 20;

  // Inline, since front ends drop style sheets from outputs; no colours, so that dark themes work.
  private static final String TABLE_STYLE =
      "border-collapse:collapse;margin:0.5em 0;font-variant-numeric:tabular-nums";
  private static final String CELL_STYLE = "padding:2px 10px;border:none;text-align:";
  private static final String HEADER_STYLE =
      "padding:2px 10px;border:none;border-bottom:1px solid #999;text-align:";
  private static final String SMALL_STYLE = "font-size:90%;opacity:0.7";

  /** The first rows of a table; numbers of a column share their decimals. */
  static TextGrid of(Table table, Map<String, String> links) {
    int shown = Math.min(ROWS_SHOWN, table.rowCount());
    List<List<String>> columns =
        table.columns().stream().map(column -> cells(column, shown)).toList();
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < shown; row++) {
      int index = row;
      rows.add(columns.stream().map(column -> column.get(index)).toList());
    }
    String note =
        shown == table.rowCount()
            ? ""
            : "the first %d of %d rows".formatted(shown, table.rowCount());
    return new TextGrid(
        table.name() == null ? "" : table.name(),
        table.columnNames(),
        rows,
        table.columns().stream().map(column -> column instanceof NumericColumn).toList(),
        note,
        links);
  }

  private static List<String> cells(Column<?> column, int count) {
    boolean fractional = column.type() == ColumnType.DOUBLE || column.type() == ColumnType.FLOAT;
    if (!fractional) {
      return IntStream.range(0, count).mapToObj(column::getUnformattedString).toList();
    }
    NumericColumn<?> numbers = (NumericColumn<?>) column;
    Decimals decimals = Decimals.of(numbers.asDoubleArray());
    return IntStream.range(0, count)
        .mapToObj(row -> numbers.isMissing(row) ? "" : decimals.text(numbers.getDouble(row)))
        .toList();
  }

  String html() {
    StringBuilder html = new StringBuilder("<table style=\"" + TABLE_STYLE + "\">\n");
    if (!title.isEmpty()) {
      html.append("<caption style=\"text-align:left\">").append(Rendering.escaped(title));
      html.append("</caption>\n");
    }
    if (!header.isEmpty()) {
      html.append("<thead>").append(htmlRow("th", HEADER_STYLE, header)).append("</thead>\n");
    }
    html.append("<tbody>\n");
    rows.forEach(row -> html.append(htmlRow("td", CELL_STYLE, row)).append('\n'));
    html.append("</tbody></table>");
    if (!note.isEmpty()) {
      html.append("\n<div style=\"").append(SMALL_STYLE).append("\">");
      html.append(Rendering.escaped(note)).append("</div>");
    }
    return html.toString();
  }

  String text() {
    int[] widths = new int[numeric.size()];
    List<List<String>> lines = new ArrayList<>(rows);
    if (!header.isEmpty()) {
      lines.add(0, header);
    }
    lines.forEach(
        line ->
            IntStream.range(0, widths.length)
                .forEach(i -> widths[i] = Math.max(widths[i], line.get(i).length())));
    if (!header.isEmpty()) {
      lines.add(1, IntStream.of(widths).mapToObj("-"::repeat).toList());
    }
    List<String> text = new ArrayList<>();
    if (!title.isEmpty()) {
      text.add(title);
    }
    lines.forEach(line -> text.add(textRow(line, widths)));
    if (!note.isEmpty()) {
      text.add(note);
    }
    return String.join("\n", text);
  }

  private String htmlRow(String tag, String style, List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            i ->
                "<%s style=\"%s%s\">%s</%s>"
                    .formatted(
                        tag, style, numeric.get(i) ? "right" : "left", linked(cells.get(i)), tag))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  private String linked(String cell) {
    String link = links.get(cell);
    return link == null
        ? Rendering.escaped(cell)
        : "<a href=\"%s\">%s</a>".formatted(Rendering.escaped(link), Rendering.escaped(cell));
  }

  private String textRow(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(
            i -> {
              String padding = " ".repeat(widths[i] - cells.get(i).length());
              return numeric.get(i) ? padding + cells.get(i) : cells.get(i) + padding;
            })
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  /** A grid of numbers alone. */
  static TextGrid ofNumbers(List<String> header, List<List<String>> rows, int columns) {
    return new TextGrid("", header, rows, Collections.nCopies(columns, true), "", Map.of());
  }
}
