package io.github.attention4j.exercises.handin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What the cells of a notebook declare, as the kernels read them: by JShell. Nothing is run. */
final class NotebookCells {

  /** What a Java kernel imports by itself. */
  static final List<String> DEFAULT_IMPORTS =
      List.of(
          "java.io",
          "java.math",
          "java.net",
          "java.nio.file",
          "java.util",
          "java.util.concurrent",
          "java.util.function",
          "java.util.regex",
          "java.util.stream");

  private static final long LONGEST = 20 << 20;
  private static final Pattern TYPE =
      Pattern.compile("(?m)^\\s*(?:class|record|enum|interface)\\s+(\\w+)");

  private NotebookCells() {}

  /** What a declaration is. */
  enum Kind {
    IMPORT,
    TYPE,
    METHOD,
    VARIABLE
  }

  /**
   * A declaration.
   *
   * @param kind what it is
   * @param name its name
   * @param signature of a method its name and parameters, else its name
   * @param source its code
   * @param cell number of its cell, from 1
   * @param line its first line in the cell, from 1
   * @param cellSource the whole cell
   */
  record Declaration(
      Kind kind,
      String name,
      String signature,
      String source,
      int cell,
      int line,
      String cellSource) {}

  /**
   * Returns the declarations in the order of the cells.
   *
   * @throws NoAnswerException if this is no notebook
   */
  static List<Declaration> declarations(Path notebook) throws IOException {
    List<Declaration> all = new ArrayList<>();
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      int number = 0;
      for (JsonNode cell : read(notebook).path("cells")) {
        number++;
        if (cell.path("cell_type").asText().equals("code")) {
          declarations(shell.sourceCodeAnalysis(), text(cell.path("source")), number, all);
        }
      }
    }
    return all;
  }

  private static JsonNode read(Path notebook) throws IOException {
    String reason = notebook.getFileName() + " is no notebook";
    if (Files.size(notebook) > LONGEST) {
      throw new NoAnswerException(reason + ": it is too long");
    }
    try {
      JsonNode read = new ObjectMapper().readTree(Files.readAllBytes(notebook));
      if (!read.path("cells").isArray()) {
        throw new NoAnswerException(reason + ": it has no cells");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new NoAnswerException(reason + ": " + e.getOriginalMessage());
    }
  }

  private static String text(JsonNode source) {
    if (!source.isArray()) {
      return source.asText();
    }
    StringBuilder text = new StringBuilder();
    source.forEach(line -> text.append(line.asText()));
    return text.toString();
  }

  private static void declarations(
      SourceCodeAnalysis analysis, String cell, int number, List<Declaration> all) {
    String rest = cell;
    while (!rest.isBlank()) {
      SourceCodeAnalysis.CompletionInfo next = analysis.analyzeCompletion(rest);
      int line =
          1
              + (int)
                  cell.substring(0, cell.length() - rest.length())
                      .chars()
                      .filter(c -> c == '\n')
                      .count();
      if (!next.completeness().isComplete()) {
        // What JShell cannot read: the compiler will say why, if the answer is in it.
        Matcher type = TYPE.matcher(rest);
        if (type.find()) {
          String name = type.group(1);
          all.add(new Declaration(Kind.TYPE, name, name, rest, number, line, cell));
        }
        return;
      }
      for (Snippet snippet : analysis.sourceToSnippets(next.source())) {
        Declaration found = declaration(snippet, number, line, cell);
        if (found != null) {
          all.add(found);
        }
      }
      rest = next.remaining();
    }
  }

  private static Declaration declaration(Snippet snippet, int number, int line, String cell) {
    String source = snippet.source();
    String code = source.stripLeading();
    int first =
        line
            + (int)
                source
                    .substring(0, source.length() - code.length())
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
    if (snippet instanceof ImportSnippet) {
      return new Declaration(Kind.IMPORT, code, code, code, number, first, cell);
    }
    if (snippet instanceof TypeDeclSnippet type) {
      return new Declaration(Kind.TYPE, type.name(), type.name(), code, number, first, cell);
    }
    if (snippet instanceof MethodSnippet method) {
      String signature = method.name() + method.signature();
      return new Declaration(Kind.METHOD, method.name(), signature, code, number, first, cell);
    }
    if (snippet instanceof VarSnippet variable && !variable.name().matches("\\$\\d+")) {
      String name = variable.name();
      return new Declaration(Kind.VARIABLE, name, name, code, number, first, cell);
    }
    return null;
  }
}
