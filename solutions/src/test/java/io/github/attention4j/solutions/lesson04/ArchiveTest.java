package io.github.attention4j.solutions.lesson04;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What the platforms make of a file that is handed in: an archive, or another name. */
class ArchiveTest extends HandedIn {

  private void zip(String name, String entry, byte[] content) throws IOException {
    folder = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
    }
  }

  @Test
  void anArchive() throws IOException {
    zip("answer.zip", "src/ScaledDotProduct.java", solution().getBytes(StandardCharsets.UTF_8));
    assertRight();
  }

  @Test
  void anArchiveThatLeadsOutOfItself() throws IOException {
    zip("answer.zip", "../../../escaped.java", new byte[9]);
    assertMissing("answer.zip cannot be unpacked: the name ../../../escaped.java leads out of it");
  }

  @Test
  void anArchiveThatWouldFillTheDisk() throws IOException {
    zip("answer.zip", "ScaledDotProduct.java", new byte[60 << 20]);
    assertMissing("answer.zip cannot be unpacked: it unpacks to more than 50 MB");
  }

  @Test
  void whatIsNoArchive() throws IOException {
    folder = write("answer.zip", "I did it!");
    assertMissing("answer.zip cannot be unpacked: zip END header not found");
  }

  /** The platforms put the student's name before the file's. */
  @Test
  void aFileUnderAnotherName() throws IOException {
    folder = write("doejane_12345_67890_ScaledDotProduct-2.java", solution());
    assertRight();
  }
}
