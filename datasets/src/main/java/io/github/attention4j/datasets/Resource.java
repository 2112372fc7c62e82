package io.github.attention4j.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.zip.GZIPInputStream;

/**
 * A gzipped text file in this package's resource folder, with its provenance beside it.
 *
 * @param loader the class loader that finds both files
 * @param provenance what is known of the file
 */
record Resource(ClassLoader loader, Provenance provenance) {

  /** Finds the data file that {@code <name>.properties} describes. */
  static Resource named(String name, ClassLoader loader) {
    String file = name + ".properties";
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(bytes(loader, file), StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return new Resource(
        loader,
        new Provenance(
            required(properties, "file", file),
            required(properties, "sha256", file),
            required(properties, "title", file),
            required(properties, "authors", file),
            required(properties, "year", file),
            required(properties, "origin", file),
            required(properties, "licence", file),
            required(properties, "content", file),
            required(properties, "copy", file)));
  }

  /**
   * Returns the file's lines.
   *
   * @throws DatasetException if the file is missing, or its checksum is not the one on record
   */
  List<String> lines() {
    byte[] compressed = bytes(loader, provenance.file());
    String found = sha256(compressed);
    if (!found.equals(provenance.sha256())) {
      throw new DatasetException(
          "%s: damaged: its SHA-256 is %s, expected %s; build or install attention4j-datasets again"
              .formatted(provenance.file(), found, provenance.sha256()));
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new DatasetException(provenance.file() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads one value of a line, an integer from 0 to {@code max}. */
  int integer(int line, String what, String text, int max) {
    try {
      int value = Integer.parseInt(text);
      if (value >= 0 && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number out of range.
    }
    throw malformed(
        line, "%s is '%s', expected an integer from 0 to %d".formatted(what, text, max));
  }

  /** Returns the exception for a malformed line; lines count from 1. */
  DatasetException malformed(int line, String problem) {
    return new DatasetException("%s, line %d: %s".formatted(provenance.file(), line, problem));
  }

  private static byte[] bytes(ClassLoader loader, String file) {
    String path = Resource.class.getPackageName().replace('.', '/') + "/" + file;
    try (InputStream in = loader.getResourceAsStream(path)) {
      if (in == null) {
        throw new DatasetException(
            "%s: missing: not on the class path as %s; build or install attention4j-datasets again"
                .formatted(file, path));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static String required(Properties properties, String key, String file) {
    String value = properties.getProperty(key, "");
    if (value.isBlank()) {
      throw new DatasetException("%s: no value for '%s'".formatted(file, key));
    }
    return value;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
