package io.github.attention4j.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * One line of the list of lessons, {@code lessons.txt}. A new lesson is added there.
 *
 * @param number as people type it, such as {@code "04"}
 * @param name of its file, such as {@code "scaled-dot-product"}
 * @param title its mechanism, such as {@code "Scaled dot-product attention"}
 * @param question what it asks
 * @param needs what to know before
 * @param minutes how long it takes to read and to do
 */
public record Lesson(
    String number, String name, String title, String question, String needs, int minutes) {

  private static final List<Lesson> ALL = read();

  /** Returns all lessons in their order. */
  public static List<Lesson> all() {
    return ALL;
  }

  /** Returns the name of its notebook, such as {@code "04-scaled-dot-product.ipynb"}. */
  public String file() {
    return number + "-" + name + ".ipynb";
  }

  /** Returns number and title, as a link reads. */
  public String label() {
    return number + " " + title;
  }

  /** Returns the line of Markdown that ends its notebook: links to its neighbours and the index. */
  public String links() {
    return links(ALL);
  }

  String links(List<Lesson> all) {
    int place = all.indexOf(this);
    String before = place == 0 ? "" : "\u2190 " + all.get(place - 1).link() + " \u00b7 ";
    String after =
        place == all.size() - 1 ? "" : " \u00b7 " + all.get(place + 1).link() + " \u2192";
    return before + "[All lessons](index.ipynb)" + after;
  }

  private String link() {
    return "[%s](%s)".formatted(label(), file());
  }

  private static List<Lesson> read() {
    try (InputStream list = Lesson.class.getResourceAsStream("lessons.txt")) {
      return parse(new String(list.readAllBytes(), StandardCharsets.UTF_8).lines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Lesson> parse(Stream<String> lines) {
    return lines.filter(line -> !line.startsWith("#")).map(Lesson::of).toList();
  }

  private static Lesson of(String line) {
    String[] cells = line.split(" \\| ", -1);
    if (cells.length != 6 || !cells[5].matches("\\d+")) {
      throw new IllegalArgumentException("lessons.txt: six cells, the last a number: " + line);
    }
    return new Lesson(cells[0], cells[1], cells[2], cells[3], cells[4], Integer.parseInt(cells[5]));
  }
}
