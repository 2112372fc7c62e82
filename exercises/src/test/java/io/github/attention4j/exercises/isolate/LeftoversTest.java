package io.github.attention4j.exercises.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

  @TempDir Path folder;

  @Test
  void deletesFoldersNestedDeeperThanAPathIsLong() throws IOException {
    Path answer = Files.createDirectory(folder.resolve("answer"));
    // From the bottom up, since no path could name the whole.
    String name = "n".repeat(200);
    Path bottom = Files.createDirectory(answer.resolve("bottom"));
    Files.writeString(bottom.resolve("file"), "deep down");
    Path top = bottom;
    for (int i = 0; i < 120; i++) {
      Path above = Files.createDirectory(answer.resolve("above" + i));
      Files.createDirectory(above.resolve("beside"));
      top = Files.move(top, above.resolve(name)).getParent();
    }

    Leftovers.delete(answer);

    assertFalse(Files.exists(answer, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void deletesALinkAndNotWhatItLeadsTo() throws IOException {
    Path kept = Files.writeString(Files.createDirectory(folder.resolve("kept")).resolve("a"), "a");
    Path answer = Files.createDirectory(folder.resolve("answer"));
    Path inner = Files.createDirectory(answer.resolve("inner"));
    Files.createSymbolicLink(answer.resolve("folder"), kept.getParent());
    Files.createSymbolicLink(inner.resolve("file"), kept);
    Files.createSymbolicLink(inner.resolve("self"), Path.of("self"));
    assertTrue(inner.toFile().setWritable(false));

    Leftovers.delete(answer);

    assertFalse(Files.exists(answer));
    assertEquals("a", Files.readString(kept));
  }
}
