package io.github.attention4j.exercises.handin;

import io.github.attention4j.exercises.check.Exercise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The answer in a notebook: the class in its cells that extends the starter or implements the task,
 * as a Java file with what it uses of the other cells: imports, classes, methods and variables.
 * Statements are left out, since they may train for minutes.
 */
final class NotebookAnswer {

  /** Name of the Java file's class, in which everything from the cells is nested. */
  static final String HOLDER = "NotebookAnswer";

  /** A name after a type, where it is declared: {@code INDArray products =}. */
  private static final Pattern OWN =
      Pattern.compile(
          "\\b(?!(?:return|new|throw|else|case|instanceof)\\b)\\w+(?:<[^;{}()]*>)?(?:\\[\\])*"
              + "\\s+(\\w+)\\s*(?=[=;,):])");

  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern PLACE =
      Pattern.compile("(?:notebook/)?" + HOLDER + "\\.java(?::|, line )(\\d+)");

  private final Map<String, List<NotebookCells.Declaration>> declared = new LinkedHashMap<>();
  private final Map<String, NotebookCells.Declaration> imports = new LinkedHashMap<>();
  private final String notebook;
  private final Class<?> task;
  private final NotebookCells.Declaration answer;
  private final List<String> lines = new ArrayList<>();
  private final Map<Integer, String> places = new LinkedHashMap<>();

  private NotebookAnswer(
      Path notebook, Class<?> task, List<NotebookCells.Declaration> declarations) {
    this.notebook = notebook.getFileName().toString();
    this.task = task;
    Exercise exercise = task.getAnnotation(Exercise.class);
    Pattern answers =
        Pattern.compile(
            "class\\s+\\w+\\s+(?:extends\\s+%s|implements\\s+[\\w\\s,]*%s)\\b"
                .formatted(exercise.starter().getSimpleName(), task.getSimpleName()));
    StringBuilder cells = new StringBuilder();
    Map<String, NotebookCells.Declaration> found = new LinkedHashMap<>();
    for (NotebookCells.Declaration one : declarations) {
      cells.append(one.cellSource()).append('\n');
      if (one.kind() == NotebookCells.Kind.IMPORT) {
        imports.put(one.source(), one);
        continue;
      }
      add(one);
      if (one.kind() == NotebookCells.Kind.TYPE && answers.matcher(one.source()).find()) {
        found.remove(one.name());
        found.put(one.name(), one);
      }
    }
    answer = found.isEmpty() ? null : found.get(chosen(List.copyOf(found.keySet()), cells));
  }

  /**
   * Finds the notebook with an answer.
   *
   * @param notebooks files
   * @param task interface of the task
   * @return nothing if there are no notebooks
   * @throws NoAnswerException if none has an answer, or several have
   */
  static Optional<NotebookAnswer> find(List<Path> notebooks, Class<?> task) throws IOException {
    if (notebooks.isEmpty()) {
      return Optional.empty();
    }
    Exercise exercise = task.getAnnotation(Exercise.class);
    if (exercise.experiment()) {
      throw new NoAnswerException(
          "an experiment is trained by its page, and graded in it: hand in a Java file");
    }
    List<NotebookAnswer> found = new ArrayList<>();
    for (Path notebook : notebooks) {
      NotebookAnswer one = new NotebookAnswer(notebook, task, NotebookCells.declarations(notebook));
      if (one.answer != null) {
        found.add(one);
      }
    }
    if (found.size() == 1) {
      return Optional.of(found.get(0));
    }
    String all =
        (found.isEmpty() ? notebooks.stream().map(Path::getFileName) : found.stream())
            .map(Object::toString)
            .collect(Collectors.joining("\n  "));
    throw new NoAnswerException(
        (found.isEmpty()
                    ? "no class in a cell extends %s:\n  "
                    : found.size() + " notebooks have a class that extends %s:\n  ")
                .formatted(exercise.starter().getSimpleName())
            + all);
  }

  /** What a later cell declares replaces what an earlier one did; methods may be overloaded. */
  private void add(NotebookCells.Declaration one) {
    List<NotebookCells.Declaration> same =
        declared.computeIfAbsent(one.name(), key -> new ArrayList<>());
    same.removeIf(other -> other.signature().equals(one.signature()));
    same.add(one);
  }

  /** The one that was graded last in the page, or else the last one. */
  private static String chosen(List<String> names, CharSequence cells) {
    String chosen = names.get(names.size() - 1);
    Matcher graded = Pattern.compile("grade\\(\\s*new\\s+(\\w+)\\s*\\(").matcher(cells);
    while (graded.find()) {
      chosen = names.contains(graded.group(1)) ? graded.group(1) : chosen;
    }
    return chosen;
  }

  /** Returns the name of the class to grade. */
  String className() {
    return HOLDER + "$" + answer.name();
  }

  /** Returns the class's name as the learner wrote it, and where. */
  String name() {
    return "%s in cell %d of %s".formatted(answer.name(), answer.cell(), notebook);
  }

  /** Returns the number of the cell that holds the class, from 1. */
  int cell() {
    return answer.cell();
  }

  @Override
  public String toString() {
    return notebook;
  }

  /**
   * Writes the Java file, and the starter as it was before anybody wrote a step.
   *
   * @param folder folder to make
   * @return that folder
   */
  Path write(Path folder) throws IOException {
    Files.createDirectory(folder);
    Class<?> starter = task.getAnnotation(Exercise.class).starter();
    Files.writeString(folder.resolve(starter.getSimpleName() + ".java"), StarterSource.of(task));
    List<NotebookCells.Declaration> used = used();
    Set<String> words = new LinkedHashSet<>();
    used.forEach(one -> words.addAll(words(one.source())));
    NotebookCells.DEFAULT_IMPORTS.forEach(name -> lines.add("import " + name + ".*;"));
    imports.values().stream()
        .filter(one -> isUsed(one.source(), words))
        .forEach(one -> append(one, one.source()));
    lines.add("class " + HOLDER + " {");
    used.forEach(one -> append(one, asStatic(one)));
    lines.add("}");
    Files.write(folder.resolve(HOLDER + ".java"), lines);
    return folder;
  }

  /** In the order of the cells, in which variables may use each other. */
  private List<NotebookCells.Declaration> used() {
    Set<NotebookCells.Declaration> used = new HashSet<>();
    List<NotebookCells.Declaration> open = new ArrayList<>(List.of(answer));
    while (!open.isEmpty()) {
      NotebookCells.Declaration one = open.remove(open.size() - 1);
      if (used.add(one)) {
        open.addAll(usedBy(one.source()));
      }
    }
    return used.stream()
        .sorted(
            Comparator.comparing(NotebookCells.Declaration::cell)
                .thenComparing(NotebookCells.Declaration::line))
        .toList();
  }

  /** A variable of the page whose name the code declares itself is another one. */
  private List<NotebookCells.Declaration> usedBy(String code) {
    Set<String> own =
        OWN.matcher(code).results().map(result -> result.group(1)).collect(Collectors.toSet());
    return words(code).stream()
        .flatMap(word -> declared.getOrDefault(word, List.of()).stream())
        .filter(one -> one.kind() != NotebookCells.Kind.VARIABLE || !own.contains(one.name()))
        .toList();
  }

  private static Set<String> words(String text) {
    return WORD.matcher(text).results().map(result -> result.group()).collect(Collectors.toSet());
  }

  /** The graders are not on the answer's class path, and need not be: no step calls them. */
  private static boolean isUsed(String source, Set<String> words) {
    String name = source.replaceAll("\\s*;\\s*$", "").replaceFirst(".*\\.", "").strip();
    return name.equals("*") ? !source.contains(".attention4j.exercises.") : words.contains(name);
  }

  private static String asStatic(NotebookCells.Declaration one) {
    String source = one.source().strip();
    String whole = source.endsWith("}") || source.endsWith(";") ? source : source + ";";
    String plain = whole.replaceFirst("^((public|private|protected|static|final)\\s+)+", "");
    return "static " + plain;
  }

  private void append(NotebookCells.Declaration one, String text) {
    List<String> added = text.lines().toList();
    for (int i = 0; i < added.size(); i++) {
      lines.add(added.get(i));
      places.put(lines.size(), "cell %d, line %d".formatted(one.cell(), one.line() + i));
    }
  }

  /** Returns a compiler's words with the places in the notebook. */
  String told(String message) {
    return PLACE
        .matcher(message)
        .replaceAll(place -> places.getOrDefault(Integer.valueOf(place.group(1)), place.group()));
  }
}
