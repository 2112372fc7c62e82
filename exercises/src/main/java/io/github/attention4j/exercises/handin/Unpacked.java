package io.github.attention4j.exercises.handin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The Java files and classes of the zip archives that were handed in. An archive may hold anything:
 * names that lead out of it are refused, and what it unpacks to is limited.
 */
final class Unpacked {

  private static final int MOST_FILES = 5000;
  private static final long MOST_BYTES = 50L << 20;

  private final Path target;
  private int files;
  private long bytes;

  private Unpacked(Path target) {
    this.target = target;
  }

  /**
   * Unpacks the archives among what was handed in, one level deep.
   *
   * @param handedIn files and folders
   * @param target folder for the contents; made if there are any
   * @return what was handed in, and that folder if it was made
   * @throws NoAnswerException if an archive cannot be unpacked
   */
  static List<Path> with(List<Path> handedIn, Path target) throws IOException {
    Unpacked unpacked = new Unpacked(target);
    for (Path archive : Sources.files(handedIn, ".zip")) {
      unpacked.unpack(archive);
    }
    List<Path> roots = new ArrayList<>(handedIn);
    if (Files.exists(target)) {
      roots.add(target);
    }
    return roots;
  }

  private void unpack(Path archive) throws IOException {
    Path folder = target.resolve(archive.getFileName().toString());
    Files.createDirectories(folder);
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory() && entry.getName().matches(".*\\.(java|class|ipynb)")) {
          Path file = folder.resolve(entry.getName()).normalize();
          if (!file.startsWith(folder)) {
            throw new IOException("the name " + entry.getName() + " leads out of it");
          }
          Files.createDirectories(file.getParent());
          write(zip, entry, file);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new NoAnswerException(
          "%s cannot be unpacked: %s".formatted(archive.getFileName(), e.getMessage()));
    }
  }

  private void write(ZipFile zip, ZipEntry entry, Path file) throws IOException {
    if (++files > MOST_FILES) {
      throw new IOException("it holds more than " + MOST_FILES + " files");
    }
    byte[] buffer = new byte[8192];
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = Files.newOutputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n; // an entry's own word for its size may be a lie
        if (bytes > MOST_BYTES) {
          throw new IOException("it unpacks to more than %d MB".formatted(MOST_BYTES >> 20));
        }
        out.write(buffer, 0, n);
      }
    }
  }
}
