package io.github.attention4j.exercises.isolate;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HexFormat;

/** The other side of the socket, taken over by an answer that sends what it likes. */
final class LyingMain {

  /** RETURNED, no text, null, no arguments. */
  private static final String CREATED = "00000008" + "00" + "0000" + "00" + "00000000";

  private LyingMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    // The name of the answer's class carries the bytes to send.
    byte[] bytes = HexFormat.of().parseHex(CREATED + arguments[2]);
    try (SocketChannel grader =
        SocketChannel.open(UnixDomainSocketAddress.of(Path.of(arguments[0])))) {
      grader.write(ByteBuffer.wrap(bytes));
      Thread.sleep(60_000);
    }
  }
}
