package io.github.attention4j.exercises.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {

  @TempDir Path folder;
  private Path grader;
  private Path jar;
  private KeptFiles kept;

  @BeforeEach
  void keep() throws IOException {
    grader = folder.resolve("classes/deep/Grader.class");
    jar = folder.resolve("library.jar");
    Files.createDirectories(grader.getParent());
    Files.writeString(grader, "grader");
    Files.write(jar, new byte[2 << 20]);
    Files.createSymbolicLink(folder.resolve("classes/link"), folder);
    kept = new KeptFiles(List.of(jar), List.of(folder.resolve("classes")));
  }

  @Test
  void saysNothingWhereNothingChanged() {
    assertEquals(List.of(), kept.restore());
  }

  @Test
  void putsBackWhatWasWrittenRemovedOrReplacedByALink() throws IOException {
    Files.writeString(grader, "forged");
    assertEquals(List.of("the answer changed " + grader + ": put back"), kept.restore());
    assertEquals("grader", Files.readString(grader));

    Files.delete(grader);
    Files.delete(grader.getParent());
    assertEquals(1, kept.restore().size());
    assertEquals("grader", Files.readString(grader));

    Files.delete(grader);
    Files.createSymbolicLink(grader, jar);
    assertEquals(1, kept.restore().size());
    assertFalse(Files.isSymbolicLink(grader));
    assertEquals(2 << 20, Files.size(jar));
    assertEquals(List.of(), kept.restore());
  }

  @Test
  void movesAsideWhatIsNewAndLosesNothing() throws IOException {
    Path made = Files.writeString(grader.resolveSibling("New.class"), "mine");
    List<String> changes = kept.restore();
    assertEquals(1, changes.size());
    String told = changes.get(0);
    assertTrue(told.startsWith("the answer made " + made + ": moved to "), told);
    assertFalse(Files.exists(made));
    Path aside = Path.of(told.substring(told.indexOf("moved to ") + 9));
    assertEquals("mine", Files.readString(aside.resolve("New.class")));
    Files.delete(aside.resolve("New.class"));
    Files.delete(aside);
  }

  @Test
  void namesALargeFileThatIsNotKept() throws IOException {
    Files.writeString(jar, "forged");
    String told = "the answer changed " + jar + ": delete it, and build anew";
    assertEquals(List.of(told), kept.restore());
  }

  @Test
  void remembersAllOrNothing() {
    Path none = folder.resolve("none");
    assertThrows(IOException.class, () -> new KeptFiles(List.of(), List.of(none)));
  }
}
