package org.rapaio.jupyter.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;
import org.rapaio.jupyter.kernel.message.MessageId;
import org.rapaio.org.zeromq.SocketType;
import org.rapaio.org.zeromq.ZMQ;

@Timeout(20)
class ChannelsTest {

  private static final String CONNECTION =
      """
      {"transport": "tcp", "ip": "127.0.0.1", "signature_scheme": "hmac-sha256", "key": "k",
       "shell_port": 1, "control_port": 2, "iopub_port": 3, "stdin_port": 4, "hb_port": 5}
      """;

  /**
   * Tells when this class is no longer needed: the kernel's own one keeps one request for all
   * threads, and one that was set by one of them is another's.
   */
  @Test
  void theKernelsOwnChannelsKeepOneRequestForAllThreads() throws Exception {
    URL jar = MainApp.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null)) {
      Class<?> properties = loader.loadClass(ConnectionProperties.class.getName());
      Object connection =
          loader
              .loadClass(Transform.class.getName())
              .getMethod("fromJson", String.class, Class.class)
              .invoke(null, CONNECTION, properties);
      Class<?> type = loader.loadClass(Channels.class.getName());
      Class<?> id = loader.loadClass(MessageId.class.getName());
      Object channels = type.getConstructor(properties).newInstance(connection);
      Object request = id.getConstructors()[0].newInstance(List.of(), null);
      Thread control = new Thread(() -> invoke(channels, "setMsgId", id, request));
      control.start();
      control.join();
      assertEquals(true, type.getMethod("hasMsgId").invoke(channels));
    }
  }

  private static void invoke(Object owner, String method, Class<?> type, Object argument) {
    try {
      owner.getClass().getMethod(method, type).invoke(owner, argument);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCellsThreadsSpeakForItsRequest() throws Exception {
    Channels channels = new Channels(Transform.fromJson(CONNECTION, ConnectionProperties.class));
    assertFalse(channels.hasMsgId());
    channels.setMsgId(new MessageId<>(List.of(), null));
    assertTrue(CompletableFuture.supplyAsync(channels::hasMsgId).get(10, TimeUnit.SECONDS));
    channels.freeMsgId();
    assertFalse(channels.hasMsgId());
    channels.close();
  }

  /** What Jupyter's stop button does to a cell that prints. */
  @Test
  void whatAnInterruptedThreadPrintsArrivesWhole() throws Exception {
    Channels channels = new Channels(Transform.fromJson(CONNECTION, ConnectionProperties.class));
    try (ZMQ.Context context = ZMQ.context(1);
        ZMQ.Socket reader = context.socket(SocketType.SUB)) {
      int port = channels.iopub.socket.bindToRandomPort("tcp://127.0.0.1");
      reader.setReceiveTimeOut(10_000);
      reader.subscribe("");
      reader.connect("tcp://127.0.0.1:" + port);
      Thread.sleep(500); // until it has subscribed, which nothing tells
      Thread.currentThread().interrupt();
      channels.writeToStdOut("first");
      assertTrue(Thread.interrupted(), "still told to stop");
      channels.writeToStdOut("second");
      assertEquals("{\"name\":\"stdout\",\"text\":\"first\"}", content(reader));
      assertEquals("{\"name\":\"stdout\",\"text\":\"second\"}", content(reader));
    } finally {
      channels.close();
    }
  }

  private static String content(ZMQ.Socket reader) {
    String last = reader.recvStr();
    while (reader.hasReceiveMore()) {
      last = reader.recvStr();
    }
    return last;
  }
}
