package io.github.attention4j.datasets;

/** A data set cannot be loaded: a file is missing, damaged or malformed. One line says which. */
public final class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatasetException(String message) {
    super(message);
  }

  DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
