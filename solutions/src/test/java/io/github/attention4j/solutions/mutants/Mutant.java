package io.github.attention4j.solutions.mutants;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A reference answer with one thing changed.
 *
 * @param type name of its class
 * @param method method that is changed
 * @param line line that is changed
 * @param change what is changed, in PIT's words
 * @param killed whether a check failed, ran out of time, or the JVM crashed
 */
record Mutant(String type, String method, int line, String change, boolean killed) {

  /** Reads PIT's report; the mutants are sorted by their lines. */
  static List<Mutant> read(Path report) throws IOException {
    NodeList nodes;
    try {
      nodes =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.toFile())
              .getElementsByTagName("mutation");
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(report + " is no report of PIT", e);
    }
    List<Mutant> mutants = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      mutants.add(of((Element) nodes.item(i)));
    }
    mutants.sort(
        Comparator.comparing(Mutant::type)
            .thenComparing(Mutant::line)
            .thenComparing(Mutant::change));
    return mutants;
  }

  private static Mutant of(Element mutation) {
    return new Mutant(
        text(mutation, "mutatedClass"),
        // A loop written as a lambda belongs to the method around it: lambda$scores$0.
        text(mutation, "mutatedMethod").replaceFirst("^lambda\\$(\\w+)\\$\\d+$", "$1"),
        Integer.parseInt(text(mutation, "lineNumber")),
        text(mutation, "description").replaceAll("(\\w+/)+", ""),
        Boolean.parseBoolean(mutation.getAttribute("detected")));
  }

  private static String text(Element mutation, String name) {
    return mutation.getElementsByTagName(name).item(0).getTextContent();
  }

  /** Returns the number of its lesson, such as {@code "04"}. */
  String lesson() {
    return type.replaceFirst(".*\\.lesson(\\d\\d)\\..*", "$1");
  }
}
