package io.github.attention4j.exercises.isolate;

import java.io.IOException;

/**
 * One call of the task, on its way to the answer.
 *
 * @param method name of the task's method; a task has no two of one name
 * @param arguments its arguments
 */
record Request(String method, Object[] arguments) {

  /** The first request to every JVM, under the JVM's own name for it: create the answer. */
  static final Request CREATION = new Request("<init>", new Object[0]);

  boolean isCreation() {
    return method.equals(CREATION.method);
  }

  byte[] pack() throws IOException {
    return Wire.pack(
        data -> {
          data.writeUTF(method);
          Wire.writeAll(data, arguments);
        });
  }

  static Request unpack(byte[] message) throws IOException {
    return Wire.unpack(message, data -> new Request(data.readUTF(), Wire.readAll(data)));
  }
}
