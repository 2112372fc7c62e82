package org.rapaio.jupyter.kernel.channels;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rapaio.jupyter.kernel.message.MessageId;

/** What a channel's thread answers, and what it does afterwards. */
final class Request {
  final AbstractChannel channel;
  final Deque<Runnable> afterwards = new ArrayDeque<>();
  volatile MessageId<?> id;

  Request(AbstractChannel channel) {
    this.channel = channel;
  }
}
