package io.github.attention4j.datasets;

/**
 * Where a data file comes from and under which terms it may be used.
 *
 * @param file the file's name
 * @param sha256 the SHA-256 of the file, as it lies in the jar, in lower-case hexadecimal
 * @param title the data set's title
 * @param authors who made it
 * @param year the year of its publication
 * @param origin the publisher and the address
 * @param licence the licence's name and address
 * @param content what the file holds
 * @param copy which copy of the original this file is, and what was changed
 */
public record Provenance(
    String file,
    String sha256,
    String title,
    String authors,
    String year,
    String origin,
    String licence,
    String content,
    String copy) {

  /** Returns one line that names authors, year, title, origin and licence. */
  public String citation() {
    return "%s (%s). %s. %s. Licence: %s".formatted(authors, year, title, origin, licence);
  }
}
