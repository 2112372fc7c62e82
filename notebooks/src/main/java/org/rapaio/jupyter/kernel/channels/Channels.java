package org.rapaio.jupyter.kernel.channels;

import io.github.attention4j.notebook.kernel.Interrupt;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.RapaioKernel;
import org.rapaio.jupyter.kernel.message.ContentType;
import org.rapaio.jupyter.kernel.message.HMACDigest;
import org.rapaio.jupyter.kernel.message.Message;
import org.rapaio.jupyter.kernel.message.MessageId;
import org.rapaio.jupyter.kernel.message.MessageType;
import org.rapaio.jupyter.kernel.message.messages.ControlInterruptReply;
import org.rapaio.jupyter.kernel.message.messages.ErrorReply;
import org.rapaio.jupyter.kernel.message.messages.IOPubStatus;
import org.rapaio.jupyter.kernel.message.messages.IOPubStream;
import org.rapaio.jupyter.kernel.message.messages.ShellExecuteRequest;
import org.rapaio.org.zeromq.ZMQ;

/**
 * The kernel's connection to Jupyter, in place of the class of this name in rapaio-jupyter-kernel
 * 3.0.1, which keeps one request for two threads: a control message that comes while a shell
 * message is answered, as Jupyter sends them when it connects, takes its place, and the shell's
 * reply is lost for good.
 *
 * <p>Here each of the two threads has a {@link Request} of its own, so that control messages are
 * answered while a cell runs, on the channel that they came from. All other threads are a cell's:
 * they speak for the shell's request. And the handlers are there before the channels' loops start,
 * whose first message otherwise ends them with a NullPointerException.
 *
 * <p>What cells show is sent by a thread of its own, which nobody interrupts: Jupyter's stop button
 * interrupts a cell's thread, and a message that is being sent then breaks off with ZMQ's "Errno
 * 4".
 *
 * <p>And a cell that fails, or is stopped, takes the cells with it that wait behind it, as in
 * Python's kernel; the class in that jar runs them all the same.
 */
public final class Channels {

  private static final String EXECUTE_REPLY = MessageType.SHELL_EXECUTE_REPLY.name();
  private static final ErrorReply ABORTED = new ErrorReply("aborted", "", "", List.of(), null);

  private final ConnectionProperties properties;
  private final ZMQ.Context context = ZMQ.context(1);
  private final ExecutorService publisher = Executors.newSingleThreadExecutor(Channels::daemon);
  private final StdinChannel stdin;
  final IOPubChannel iopub;
  private final ControlChannel control;
  private final List<AbstractChannel> channels;
  private final Request shellRequest;
  private final Request controlRequest;
  private Map<MessageType<?>, MessageHandler<?>> handlers = Map.of();
  private volatile boolean markedForShutdown;
  private volatile boolean cellRuns;
  private boolean stopsOnError; // these two are the shell's thread's alone
  private boolean aborting;

  /** Channels that are not bound yet. */
  public Channels(ConnectionProperties properties)
      throws NoSuchAlgorithmException, InvalidKeyException {
    this.properties = properties;
    HMACDigest digest = properties.createHMACDigest();
    ShellChannel shell = new ShellChannel(this, context, digest, this);
    control = new ControlChannel(this, context, digest);
    stdin = new StdinChannel(this, context, digest);
    iopub = new IOPubChannel(this, context, digest);
    HeartbeatChannel heartbeat = new HeartbeatChannel(this, context, digest);
    channels = List.of(iopub, stdin, heartbeat, control, shell);
    shellRequest = new Request(shell);
    controlRequest = new Request(control);
  }

  /** Binds the channels; from then on the kernel is asked. */
  public void connect(RapaioKernel kernel) {
    kernel.registerChannels(this);
    handlers = handlers(kernel);
    iopub.bind(properties);
    publish(IOPubStatus.STARTING);
    channels.stream().filter(channel -> channel != iopub).forEach(c -> c.bind(properties));
  }

  private Map<MessageType<?>, MessageHandler<?>> handlers(RapaioKernel kernel) {
    return Map.ofEntries(
        handler(MessageType.SHELL_EXECUTE_REQUEST, message -> execute(kernel, message)),
        handler(MessageType.SHELL_INSPECT_REQUEST, kernel::handleInspectRequest),
        handler(MessageType.SHELL_COMPLETE_REQUEST, kernel::handleCompleteRequest),
        handler(MessageType.SHELL_HISTORY_REQUEST, kernel::handleHistoryRequest),
        handler(MessageType.SHELL_IS_COMPLETE_REQUEST, kernel::handleIsCompleteRequest),
        handler(MessageType.SHELL_KERNEL_INFO_REQUEST, kernel::handleKernelInfoRequest),
        handler(MessageType.SHELL_COMM_INFO_REQUEST, kernel::handleCommInfoRequest),
        handler(MessageType.CUSTOM_COMM_OPEN, kernel::handleCommOpenCommand),
        handler(MessageType.CUSTOM_COMM_MSG, kernel::handleCommMsgCommand),
        handler(MessageType.CUSTOM_COMM_CLOSE, kernel::handleCommCloseCommand),
        handler(MessageType.CONTROL_SHUTDOWN_REQUEST, kernel::handleShutdownRequest),
        handler(MessageType.CONTROL_INTERRUPT_REQUEST, message -> interrupt(kernel)));
  }

  private static <T> Map.Entry<MessageType<?>, MessageHandler<?>> handler(
      MessageType<T> type, MessageHandler<T> handler) {
    return Map.entry(type, handler);
  }

  private void execute(RapaioKernel kernel, Message<ShellExecuteRequest> message) {
    if (aborting) {
      busyThenIdle();
      replyError(MessageType.SHELL_EXECUTE_REPLY.newError(), ABORTED);
    } else {
      stopsOnError = message.content().stopOnError();
      cellRuns = true;
      try {
        kernel.handleExecuteRequest(message);
      } finally {
        cellRuns = false;
      }
    }
  }

  private boolean messagesWait() {
    return (shellRequest.channel.socket.getEvents() & ZMQ.Poller.POLLIN) != 0;
  }

  /** The kernel's own handler ends its executor for good: it stays dead afterwards. */
  private void interrupt(RapaioKernel kernel) {
    busyThenIdle();
    reply(new ControlInterruptReply());
    Interrupt.of(kernel, () -> cellRuns);
  }

  /** Who answers messages of a type, or null. */
  @SuppressWarnings("unchecked")
  public <T> MessageHandler<T> getHandler(MessageType<T> type) {
    return (MessageHandler<T>) handlers.get(type);
  }

  /** Closes the channels, and sends what they have still to send. */
  public void close() {
    channels.forEach(AbstractChannel::close);
    context.close();
    publisher.shutdown();
  }

  /** Waits for the end. Not for the shell's thread, which waits for a cell that may never end. */
  public void joinUntilClose() {
    control.joinUntilClose();
  }

  private Request request() {
    return Thread.currentThread() instanceof LoopThread loop && loop.isControl()
        ? controlRequest
        : shellRequest;
  }

  /** Whether a request is being answered. */
  public boolean hasMsgId() {
    return request().id != null;
  }

  /** Begins to answer a request. */
  public void setMsgId(MessageId<?> id) {
    request().id = id;
  }

  /** Ends to answer a request. */
  public void freeMsgId() {
    request().id = null;
  }

  /** Closes the channels after the current message. */
  public void markForShutdown() {
    markedForShutdown = true;
  }

  /** Whether the channels close after the current message. */
  public boolean isMarkedForShutdown() {
    return markedForShutdown;
  }

  /** Shows a cell's output. */
  public void writeToStdOut(String text) {
    write(IOPubStream.StreamName.OUT, text);
  }

  /** Shows a cell's complaints. */
  public void writeToStdErr(String text) {
    write(IOPubStream.StreamName.ERR, text);
  }

  /** Only cells write, whichever thread finds something to be flushed. */
  private void write(IOPubStream.StreamName name, String text) {
    IOPubStream content = new IOPubStream(name, text);
    publish(new Message<>(shellRequest.id, content.type(), content));
  }

  /** Asks a cell's reader for a line. */
  public String readFromStdIn() {
    return stdin.getInput(shellRequest.id, "", false);
  }

  /** Tells every front end. */
  public <T extends ContentType<T>> void publish(T content) {
    publish(new Message<>(request().id, content.type(), content));
  }

  private void publish(Message<?> message) {
    CompletableFuture.runAsync(() -> iopub.sendMessage(message), publisher).join();
  }

  private static Thread daemon(Runnable publishing) {
    Thread thread = new Thread(publishing, "Publisher");
    thread.setDaemon(true);
    return thread;
  }

  /** Answers the current request. */
  public <T extends ContentType<T>> void reply(T content) {
    Request request = request();
    request.channel.sendMessage(new Message<>(request.id, content.type(), content));
  }

  /** Answers the current request, which failed. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public void replyError(MessageType<?> type, ErrorReply error) {
    if (type.name().equals(EXECUTE_REPLY)) {
      aborting = stopsOnError && messagesWait(); // before the reply, which brings new ones
    }
    Request request = request();
    request.channel.sendMessage(new Message(request.id, type, error));
  }

  /** Does something after the current message: the last that is scheduled comes first. */
  public void scheduleAfter(Runnable action) {
    request().afterwards.push(action);
  }

  /** Does what was scheduled. */
  public void runAfterActions() {
    Request request = request();
    while (!request.afterwards.isEmpty()) {
      request.afterwards.pop().run();
    }
    if (request == shellRequest) {
      aborting = aborting && messagesWait();
    }
  }

  /** Tells that the kernel is busy, and after the current message that it is idle. */
  public void busyThenIdle() {
    publish(IOPubStatus.BUSY);
    scheduleAfter(() -> publish(IOPubStatus.IDLE));
  }
}
