package io.github.attention4j.solutions.lesson04;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What people hand in, in all the forms that it comes in. */
class HandInTest extends HandedIn {

  private static void compile(Path target, Path... files) throws IOException {
    String classPath = System.getProperty("java.class.path");
    List<String> options = List.of("-cp", classPath, "-proc:none", "-d", target.toString());
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var units = manager.getJavaFileObjects(files);
      assertTrue(compiler.getTask(null, manager, null, options, null, units).call());
    }
  }

  @Test
  void oneFileInAFolder() throws IOException {
    write("ScaledDotProduct.java", solution());
    assertRight();
  }

  @Test
  void oneFile() throws IOException {
    folder = write("ScaledDotProduct.java", solution());
    assertRight();
  }

  /** With what a clone holds beside the answer: the task, the solution, what was built. */
  @Test
  void wholeCloneWithAHelper() throws IOException {
    String exercises = "clone/exercises/" + FOLDERS.formatted("exercises");
    write(
        exercises + "ScaledDotProduct.java",
        solution().replace("class ScaledDotProduct ", "class ScaledDotProduct extends Helper "));
    write(exercises + "Helper.java", "package " + PACKAGE + ";\nclass Helper {}\n");
    write(exercises + "ScaledDotProductTask.java", "package " + PACKAGE + ";\nnot a task;\n");
    write("clone/solutions/" + FOLDERS.formatted("solutions") + "ScaledDotProduct.java", "");
    write("clone/exercises/target/generated/ScaledDotProduct.java", solution());
    assertRight();
  }

  @Test
  void helperBesideTheAnswerInAFlatFolder() throws IOException {
    write(
        "ScaledDotProduct.java",
        "// package nothing;\n"
            + solution()
                .replace("class ScaledDotProduct ", "class ScaledDotProduct extends Helper "));
    write("more/Helper.java", "package " + PACKAGE + ";\nclass Helper {}\n");
    assertRight();
  }

  @Test
  void compiledClassesAndAJar() throws IOException {
    Path source = write("other/ScaledDotProduct.java", solution());
    Path classes = Files.createDirectories(folder.resolve("handed-in/target/classes"));
    compile(classes, source);
    Path jar = folder.resolve("answer.jar");
    java.util.spi.ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(System.out, System.err, "cf", jar.toString(), "-C", classes.toString(), ".");
    folder = folder.resolve("handed-in");
    assertRight();
    folder = jar;
    assertRight();
  }

  @Test
  void nothing() {
    assertMissing("no Java file and no compiled class is " + PACKAGE + ".ScaledDotProduct");
  }

  @Test
  void somethingElse() throws IOException {
    Path other = write("Other.java", "package " + PACKAGE + ";\nclass Other {}\n");
    compile(folder, other);
    assertMissing("no Java file and no compiled class is " + PACKAGE + ".ScaledDotProduct");
    folder = write("notes.txt", "I did it!");
    assertMissing("no Java file and no compiled class is " + PACKAGE + ".ScaledDotProduct");
  }

  @Test
  void aClassOfThisCheckoutInstead() {
    String name = Hostile.Exits.class.getName();
    assertMissing("no Java file and no compiled class is " + name, "--class", name);
  }

  /** What extends the starter and was handed in alone must not inherit this checkout's answer. */
  @Test
  void halfAnAnswerThatLeansOnThisCheckouts() throws IOException {
    write("Mine.java", "package me;\nclass Mine extends " + PACKAGE + ".ScaledDotProduct {}\n");
    assertMissing(
        """
        it does not compile:
          Mine.java:2: cannot find symbol
              symbol:   class ScaledDotProduct
              location: package %s
            > class Mine extends %s.ScaledDotProduct {}"""
            .formatted(PACKAGE, PACKAGE),
        "--class",
        "me.Mine");
  }

  @Test
  void whatDoesNotCompile() throws IOException {
    String wrong =
        solution().replaceFirst("return", "int typo = ;\n    int \u001b[31m;\n    return");
    write("week 4/ScaledDotProduct.java", wrong);
    int line = Arrays.asList(wrong.split("\n")).indexOf("    int typo = ;") + 1;
    assertEquals(1, grade());
    String reason =
        """

        it does not compile:
          week 4/ScaledDotProduct.java:%d: illegal start of expression
            > int typo = ;
          week 4/ScaledDotProduct.java:%d: illegal character: '\\u001b'
            > int ?[31m;
          week 4/ScaledDotProduct.java:%d: not a statement
            > int ?[31m;
        """
            .formatted(line, line + 1, line + 1);
    assertTrue(card.contains(reason), card);
    assertEquals(card.indexOf("int typo"), card.lastIndexOf("int typo"), card);
    assertFalse(card.contains("\u001b"), card);
    assertTrue(card.endsWith("\n0 of 20 points\n\n"), card);
  }

  @Test
  void whatIsInAnotherPackage() throws IOException {
    write("a/ScaledDotProduct.java", solution().replace(PACKAGE, "lesson04"));
    write("b/ScaledDotProduct.java", solution().replace("package " + PACKAGE + ";", ""));
    assertMissing(
        """
        no Java file declares %s.ScaledDotProduct:
          a/ScaledDotProduct.java is in package lesson04
          b/ScaledDotProduct.java is in no package"""
            .formatted(PACKAGE));
  }

  @Test
  void whatHasAnotherName() throws IOException {
    String renamed = solution().replace("ScaledDotProduct ", "Scaled ");
    renamed = renamed.replace("public final class", "class").replace("public class", "class");
    write("ScaledDotProduct.java", renamed.replace("ScaledDotProduct(", "Scaled("));
    assertMissing("ScaledDotProduct.java does not declare class ScaledDotProduct, but Scaled");
  }

  @Test
  void whatIsThereTwice() throws IOException {
    write("draft/ScaledDotProduct.java", solution());
    write("final/ScaledDotProduct.java", solution());
    assertMissing(
        """
        2 Java files declare %s.ScaledDotProduct:
          draft/ScaledDotProduct.java
          final/ScaledDotProduct.java"""
            .formatted(PACKAGE));
  }

  /** A link that was handed in could lead to anybody's answer. */
  @Test
  void linksAreNotFollowed() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("Answer.txt"), solution());
    folder = Files.createDirectory(folder.resolve("handed-in"));
    Files.createSymbolicLink(folder.resolve("ScaledDotProduct.java"), elsewhere);
    assertMissing("no Java file and no compiled class is " + PACKAGE + ".ScaledDotProduct");
  }

  @Test
  void whatTheCompilerCannotBear() throws IOException {
    String deep = "(".repeat(50_000) + "1" + ")".repeat(50_000);
    write(
        "ScaledDotProduct.java",
        solution().replaceFirst("return", "int deep = " + deep + ";\n return"));
    assertEquals(1, grade(), () -> card);
    assertTrue(card.contains("it does not compile"), card);
  }

  /** A constant of ten billion characters: the compiler's memory ends, not the grader's. */
  @Test
  void whatTheCompilersMemoryCannotHold() throws IOException {
    StringBuilder constants = new StringBuilder("static final String A0 = \"0123456789\";\n");
    for (int i = 1; i < 10; i++) {
      String ten = String.join(" + ", Collections.nCopies(10, "A" + (i - 1)));
      constants.append("static final String A%d = %s;\n".formatted(i, ten));
    }
    write(
        "ScaledDotProduct.java",
        "package %s;\npublic class ScaledDotProduct {\n%s}\n".formatted(PACKAGE, constants));
    assertEquals(1, grade(), () -> card);
    assertTrue(card.contains("it does not compile: the compiler itself failed on it"), card);
  }

  @Test
  void everyFormatTellsTheReason() throws IOException {
    Path results = Files.createTempDirectory("results");
    Path json = results.resolve("results.json");
    assertMissing(
        "no Java file and no compiled class is " + PACKAGE + ".ScaledDotProduct",
        "--json",
        json.toString(),
        "--xml",
        results.toString());
    String text = Files.readString(json);
    assertTrue(text.contains("0 of 20 points\\nno Java file and no compiled class"), text);
    try (Stream<Path> xml = Files.walk(results)) {
      Path report = xml.filter(file -> file.toString().endsWith(".xml")).findFirst().orElseThrow();
      assertTrue(Files.readString(report).contains("no Java file and no compiled class"));
    }
  }
}
