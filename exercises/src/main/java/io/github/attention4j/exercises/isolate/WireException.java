package io.github.attention4j.exercises.isolate;

import java.io.IOException;

/** What came over the socket is not a message: too long, cut off or made of something else. */
final class WireException extends IOException {

  private static final long serialVersionUID = 1L;

  WireException(String message) {
    super(message);
  }

  WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
