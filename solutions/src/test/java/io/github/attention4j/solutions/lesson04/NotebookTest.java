package io.github.attention4j.solutions.lesson04;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** What is graded of a notebook that was handed in. */
class NotebookTest extends HandedIn {

  private static final Path PAGE = Path.of("../notebooks/04-scaled-dot-product.ipynb");
  private static final String IMPORTS =
      """
      import io.github.attention4j.exercises.grade.Grader;
      import io.github.attention4j.exercises.lesson04.ScaledDotProduct;
      import org.nd4j.linalg.api.ndarray.INDArray;
      import org.nd4j.linalg.factory.Nd4j;
      import org.nd4j.linalg.ops.transforms.Transforms;
      """;

  private static String mine() throws IOException {
    String solution = solution();
    String body = solution.substring(solution.indexOf('{', solution.indexOf("class Scaled")));
    return "class Mine extends ScaledDotProduct "
        + body.replace("public ScaledDotProduct()", "public Mine()");
  }

  private void notebook(String... cells) throws IOException {
    List<Map<String, String>> all = new ArrayList<>();
    for (String cell : cells) {
      all.add(Map.of("cell_type", "code", "source", cell));
    }
    write("answer.ipynb", new ObjectMapper().writeValueAsString(Map.of("cells", all)));
  }

  /** The page as it is, trainings and all, with the answer in its place. */
  @Test
  void theLessonsPage() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode page = mapper.readTree(Files.readString(PAGE));
    for (JsonNode cell : page.path("cells")) {
      if (cell.path("source").toString().contains("class Mine extends ScaledDotProduct")) {
        ((ObjectNode) cell).put("source", mine() + "\nshow(Grader.grade(new Mine()).rendering());");
      }
    }
    write("week 4/page.ipynb", mapper.writeValueAsString(page));
    assertRight();
  }

  @Test
  void whatTheAnswerUsesOfOtherCells() throws IOException {
    notebook(
        IMPORTS + "double root(INDArray key) {\n  return 0;\n}",
        "int forgotten = 1 / 0;\nthrow new IllegalStateException(\"never run\");",
        "double power = 0.5;\ndouble root(INDArray key) {\n  return Math.pow(key.size(2), power);\n}",
        "class Mine extends ScaledDotProduct {\n  int wrong;\n}",
        mine().replace("Math.sqrt(key.size(2))", "root(key)"),
        "Grader.grade(new Mine());");
    assertRight();
    assertTrue(card.contains("graded: Mine in cell 5 of answer.ipynb\n"), card);
  }

  @Test
  void anErrorIsShownWithItsCellAndLine() throws IOException {
    notebook(IMPORTS, "\n\n" + mine().replaceFirst("return products", "return prodcts"));
    int line = 2 + (int) mine().substring(0, mine().indexOf("return products")).lines().count();
    assertEquals(1, grade(), () -> card);
    assertTrue(
        card.contains("it does not compile:\n  cell 2, line " + line + ": cannot find"), card);
  }

  @Test
  void whatIsThrownIsShownWithItsCellAndLine() throws IOException {
    notebook(
        IMPORTS,
        "class Mine extends ScaledDotProduct {\n  public INDArray scores(INDArray q, INDArray"
            + " k) {\n    throw new IllegalStateException(\"no\");\n  }\n}");
    assertEquals(1, grade(), () -> card);
    assertTrue(card.contains("scores threw IllegalStateException: no\n"), card);
    assertTrue(card.contains("at cell 2, line 3\n"), card);
    assertTrue(card.contains("todo 04.3 "), card);
  }

  @Test
  void aNotebookWithoutAnAnswer() throws IOException {
    notebook(IMPORTS, "class Other {}");
    assertMissing("no class in a cell extends ScaledDotProduct:\n  answer.ipynb");
    folder = write("other.ipynb", "no JSON");
    assertEquals(1, grade(), () -> card);
    assertTrue(card.contains("\nother.ipynb is no notebook: "), card);
  }
}
