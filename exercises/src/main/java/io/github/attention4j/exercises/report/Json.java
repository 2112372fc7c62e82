package io.github.attention4j.exercises.report;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, lists, strings, numbers and booleans as JSON (RFC 8259), indented by two spaces. */
public final class Json {

  private Json() {}

  public static String of(Object value) {
    return write(value, "\n") + "\n";
  }

  private static String write(Object value, String newLine) {
    if (value instanceof Map<?, ?> map) {
      List<String> members =
          map.entrySet().stream()
              .map(e -> quote(e.getKey().toString()) + ": " + write(e.getValue(), newLine + "  "))
              .toList();
      return enclose("{", members, "}", newLine);
    }
    if (value instanceof Collection<?> items) {
      List<String> elements =
          items.stream().map(element -> write(element, newLine + "  ")).toList();
      return enclose("[", elements, "]", newLine);
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    return value == null ? "null" : quote(value.toString());
  }

  private static String enclose(String open, List<String> parts, String close, String newLine) {
    if (parts.isEmpty()) {
      return open + close;
    }
    return parts.stream()
        .collect(Collectors.joining("," + newLine + "  ", open + newLine + "  ", newLine + close));
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        default -> {
          // Half of a surrogate pair, if it stands alone, is no valid UTF-8: escaped, it is
          // harmless.
          if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
