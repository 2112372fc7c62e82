package io.github.attention4j.exercises.isolate;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Messages over a socket: a length, then that many bytes.
 *
 * <p>One thread may send while another receives. (The streams of {@code Channels} would not do:
 * they lock each other out.)
 */
final class Connection implements AutoCloseable {

  /** Longest message; the graders' arrays have a few hundred numbers. */
  static final int MAX_BYTES = 4 << 20;

  private final SocketChannel channel;

  Connection(SocketChannel channel) {
    this.channel = channel;
  }

  /** Sends a message. */
  void send(byte[] message) throws IOException {
    if (message.length > MAX_BYTES) {
      throw new WireException("a message of " + message.length + " bytes is too long");
    }
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + message.length);
    buffer.putInt(message.length).put(message).flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /**
   * Waits for a message. Its length is checked before memory is taken for it.
   *
   * @throws EOFException if the other side is gone
   */
  byte[] receive() throws IOException {
    int length = fill(ByteBuffer.allocate(Integer.BYTES)).getInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new WireException("a message cannot have " + length + " bytes");
    }
    return fill(ByteBuffer.allocate(length)).array();
  }

  private ByteBuffer fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the other side is gone");
      }
    }
    return buffer.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
