package io.github.attention4j.exercises.isolate;

import java.io.IOException;

/**
 * What became of a call, on its way back to the grader.
 *
 * @param kind how it ended
 * @param text what the learner is told if there is no result
 * @param result what the answer returned
 * @param arguments the arguments as they are after the call
 */
record Response(Kind kind, String text, Object result, Object[] arguments) {

  enum Kind {
    RETURNED,
    NOT_DONE,
    FAILED,
    /** The answer's JVM should not be used any more. */
    BROKEN
  }

  private static final int LONGEST_TEXT = 2000;

  static Response returned(Object result, Object[] arguments) {
    return new Response(Kind.RETURNED, "", result, arguments);
  }

  static Response without(Kind kind, String text) {
    String shortened = text == null ? "" : text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    return new Response(kind, shortened, null, new Object[0]);
  }

  byte[] pack() throws IOException {
    return Wire.pack(
        data -> {
          data.writeByte(kind.ordinal());
          data.writeUTF(text);
          Wire.write(data, result);
          Wire.writeAll(data, arguments);
        });
  }

  static Response unpack(byte[] message) throws IOException {
    return Wire.unpack(
        message,
        data ->
            new Response(
                Kind.values()[data.readByte()],
                data.readUTF(),
                Wire.read(data),
                Wire.readAll(data)));
  }
}
