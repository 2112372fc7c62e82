package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loader on files that are as they should be, missing, damaged and malformed. */
class DigitsFileTest {
  private static final String PACKAGE = "io/github/attention4j/datasets";
  private static final String GOOD = "0,".repeat(63) + "16,9";
  private static final String CONSTANT = "5,".repeat(64) + "0";

  @TempDir Path root;
  private Path data;
  private Path properties;

  @BeforeEach
  void copyTheRealFiles() throws IOException {
    Path folder = Files.createDirectories(root.resolve(PACKAGE));
    data = folder.resolve("digits.csv.gz");
    properties = folder.resolve("digits.properties");
    Files.write(data, resource("digits.csv.gz"));
    Files.write(properties, resource("digits.properties"));
  }

  @Test
  void loadsAnIntactCopy() {
    assertEquals(1797, load().size());
  }

  @Test
  void theFileIsTheOneThatWasReceived() throws Exception {
    String received = "46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a";

    assertEquals(received, sha256(Files.readAllBytes(data)));
    assertEquals(received, load().provenance().sha256());
  }

  @Test
  void citesTheOrigin() {
    assertEquals(
        "E. Alpaydin, C. Kaynak (1998). Optical Recognition of Handwritten Digits. "
            + "UCI Machine Learning Repository, https://doi.org/10.24432/C50P49. "
            + "Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
        load().provenance().citation());
  }

  @Test
  void namesAMissingFile() throws IOException {
    Files.delete(data);
    assertFailure(
        "digits.csv.gz: missing: not on the class path as "
            + PACKAGE
            + "/digits.csv.gz; build or install attention4j-datasets again");
  }

  @Test
  void namesAMissingProvenance() throws IOException {
    Files.delete(properties);
    assertFailure(
        "digits.properties: missing: not on the class path as "
            + PACKAGE
            + "/digits.properties; build or install attention4j-datasets again");
  }

  @Test
  void namesAnIncompleteProvenance() throws IOException {
    Files.writeString(properties, "file = digits.csv.gz\nsha256 =\n");
    assertFailure("digits.properties: no value for 'sha256'");
  }

  @Test
  void namesAnUnreadableProvenance() throws IOException {
    Files.writeString(properties, "file = \\u12\n");
    assertFailure("digits.properties: cannot be read: Malformed \\uxxxx encoding.");
  }

  @Test
  void noticesASingleFlippedBit() throws Exception {
    byte[] bytes = Files.readAllBytes(data);
    bytes[bytes.length / 2] ^= 1;
    Files.write(data, bytes);
    assertDamaged();
  }

  @Test
  void noticesATruncatedFile() throws Exception {
    Files.write(data, Arrays.copyOf(Files.readAllBytes(data), 1000));
    assertDamaged();
  }

  @Test
  void namesAFileThatIsNotGzipped() throws Exception {
    write(GOOD.getBytes(StandardCharsets.UTF_8));
    assertFailure("digits.csv.gz: cannot be read: Not in GZIP format");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2,3 | expected 65 values, found 3",
        "''    | expected 65 values, found 1",
        "%s,1  | expected 65 values, found 66",
        "%s,   | expected 65 values, found 66",
      })
  void namesALineOfAnotherLength(String line, String problem) throws Exception {
    writeLines(GOOD, line.formatted(GOOD), GOOD);
    assertFailure("digits.csv.gz, line 2: " + problem);
  }

  @ParameterizedTest
  @CsvSource({"17", "-1", "x", "''", "1.0", "' 1'", "99999999999"})
  void namesAPixelThatIsNone(String pixel) throws Exception {
    writeLines(GOOD, GOOD, "0,".repeat(8) + pixel + ",0".repeat(56));
    assertFailure(
        "digits.csv.gz, line 3: pixel p10 is '%s', expected an integer from 0 to 16"
            .formatted(pixel));
  }

  @ParameterizedTest
  @CsvSource({"10", "-1", "x", "''"})
  void namesALabelThatIsNone(String label) throws Exception {
    writeLines("0,".repeat(64) + label);
    assertFailure(
        "digits.csv.gz, line 1: label is '%s', expected an integer from 0 to 9".formatted(label));
  }

  @Test
  void namesAnEmptyFile() throws Exception {
    write(gzip(""));
    assertFailure("digits.csv.gz, line 1: expected an image, found the end of the file");
  }

  @Test
  void aConstantImageStandardisesToZeros() throws Exception {
    writeLines(CONSTANT, GOOD);
    Digits digits = load();

    assertArrayEquals(new float[64], digits.standardisedImages().getRow(0).toFloatVector());
    assertEquals(1, digits.standardisedImages().getRow(1).stdNumber(false).doubleValue(), 1e-6);
  }

  private Digits load() {
    // No parent: the loader sees this folder and not the real files.
    try (URLClassLoader loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, null)) {
      return Digits.load(loader);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertFailure(String message) {
    assertEquals(message, assertThrows(DatasetException.class, this::load).getMessage());
  }

  private void assertDamaged() throws Exception {
    assertFailure(
        "digits.csv.gz: damaged: its SHA-256 is "
            + sha256(Files.readAllBytes(data))
            + ", expected 46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a"
            + "; build or install attention4j-datasets again");
  }

  private void writeLines(String... lines) throws Exception {
    write(gzip(String.join("\n", lines) + "\n"));
  }

  /** Replaces the data file and puts its checksum on record. */
  private void write(byte[] bytes) throws Exception {
    Files.write(data, bytes);
    String record = Files.readString(properties);
    assertTrue(record.contains("sha256 = "));
    Files.writeString(properties, record.replaceAll("sha256 = \\w+", "sha256 = " + sha256(bytes)));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Digits.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
