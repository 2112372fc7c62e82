package io.github.attention4j.exercises.isolate;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;

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

  /**
   * Packs the response, which runs code of the answer if an array is of its own making.
   *
   * @throws WireException if it cannot be sent; the message completes "the method ..."
   */
  byte[] pack() throws IOException {
    byte[] message =
        Wire.pack(
            data -> {
              data.writeByte(kind.ordinal());
              data.writeUTF(text);
              write(data, result, "returned %s");
              data.writeInt(arguments.length);
              for (int i = 0; i < arguments.length; i++) {
                write(data, arguments[i], "left %s as its argument " + (i + 1));
              }
            });
    if (message.length > Connection.MAX_BYTES) {
      throw new WireException("returned more than %d MB".formatted(Connection.MAX_BYTES >> 20));
    }
    return message;
  }

  private static void write(DataOutputStream data, Object value, String problem)
      throws IOException {
    String found;
    try {
      Wire.write(data, value);
      return;
    } catch (WireException e) {
      found = e.getMessage();
    } catch (UTFDataFormatException e) {
      found = "a text that is too long";
    } catch (RuntimeException | Error e) {
      found = "an array that cannot be read (" + e.getClass().getSimpleName() + ")";
    }
    throw new WireException(problem.formatted(found));
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
