package io.github.attention4j.exercises.handin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmittedTest {

  @TempDir Path folder;

  private Submitted.Folder folders(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectory(folder.resolve(name));
    }
    return Submitted.in(folder);
  }

  private Submitted.Folder files(String... names) throws IOException {
    for (String name : names) {
      Files.createFile(folder.resolve(name));
    }
    return Submitted.in(folder);
  }

  private static List<String> told(Submitted.Folder folder) {
    return folder.all().stream().map(one -> one.student() + ": " + one.files().size()).toList();
  }

  @Test
  void aFolderOrAFileForEachStudent() throws IOException {
    folders("ann", "group_04_red", "group_04_blue", ".git", "__MACOSX");
    Submitted.Folder all =
        files("bob.java", "carl.zip", "dora.ipynb", "grades.xlsx", "lab_04_e.java");

    assertEquals(
        List.of(
            "ann: 1",
            "bob: 1",
            "carl: 1",
            "dora: 1",
            "group_04_blue: 1",
            "group_04_red: 1",
            "lab_04_e: 1"),
        told(all));
    assertEquals(List.of("grades.xlsx"), all.leftOut());
  }

  /** Several files of one student, by whatever name, and one late. */
  @Test
  void filesAsCanvasNamesThem() throws IOException {
    Submitted.Folder all =
        files(
            "doejane_12345_678901_ScaledDotProduct-1.java",
            "doejane_12345_678902_Helper.java",
            "doejane_99_678903_ScaledDotProduct.java",
            "o'neilann_LATE_777_678904_ScaledDotProduct.java");

    assertEquals(List.of("doejane_12345: 2", "doejane_99: 1", "o'neilann_777: 1"), told(all));
  }

  @Test
  void filesAndFoldersAsMoodleNamesThem() throws IOException {
    folders("Jane Doe_4711_assignsubmission_file_", "Jane Doe_4711_assignsubmission_onlinetext_");
    Submitted.Folder all = files("Li Wei_4712_assignsubmission_file_answer.zip");

    assertEquals(List.of("Jane Doe_4711: 2", "Li Wei_4712: 1"), told(all));
  }

  /** Two who share a name are never one. */
  @Test
  void aFolderAndAFileOfOneNameStayApart() throws IOException {
    folders("ann");

    assertEquals(
        List.of("ann: 1", "ann.java: 1", "ann.zip: 1"), told(files("ann.java", "ann.zip")));
  }

  @Test
  void aLinkIsNoSubmission() throws IOException {
    Files.createSymbolicLink(folder.resolve("everything"), folder);

    assertEquals(List.of("everything"), files("ann.java").leftOut());
  }
}
