"""Tests of the real kernel, as Jupyter talks with it. ./kit test calls it."""

import contextlib
import queue
import time
import unittest

import jupyter_client

SECONDS = 30  # for an answer: longer is never
RESTARTS = 25  # three of 28 hung before the kernel's channels were mended


@contextlib.contextmanager
def running_kernel():
    manager, client = jupyter_client.manager.start_new_kernel(kernel_name="java")
    try:
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def shown(client, request):
    """What a request shows, until the kernel is idle: (kind, content)."""
    messages = []
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        message = client.get_iopub_msg(timeout=SECONDS)
        if message["parent_header"].get("msg_id") == request:
            messages.append((message["msg_type"], message["content"]))
            if message["content"].get("execution_state") == "idle":
                return messages
    raise AssertionError(f"no end after {SECONDS} s")


def answer(get_message, request, timeout=SECONDS):
    while True:
        message = get_message(timeout=timeout)
        if message["parent_header"].get("msg_id") == request:
            return message["content"]


def text(messages):
    return "".join(content["text"] for kind, content in messages if kind == "stream")


def run(client, source):
    """What a cell answers, and what it shows."""
    request = client.execute(source)
    messages = shown(client, request)
    return answer(client.get_shell_msg, request), messages


def ask_control(client):
    message = client.session.msg("kernel_info_request")
    client.control_channel.send(message)
    return message["header"]["msg_id"]


class Replying(unittest.TestCase):
    def test_control_messages_are_answered_while_a_cell_runs_and_its_reply_comes(self):
        with running_kernel() as (_, client):
            started = time.monotonic()
            cell = client.execute(
                'System.out.println("begun"); Thread.sleep(3000);'
                ' System.out.println("done"); 6 * 7'
            )
            time.sleep(1)
            control = ask_control(client)
            info = answer(client.get_control_msg, control)
            self.assertLess(time.monotonic() - started, 2.9)
            self.assertEqual("java", info["language_info"]["name"].lower())
            messages = shown(client, cell)
            self.assertEqual("begun\ndone\n", text(messages))
            values = [content for kind, content in messages if kind == "execute_result"]
            self.assertEqual("42", values[0]["data"]["text/plain"])
            self.assertEqual("ok", answer(client.get_shell_msg, cell)["status"])

    def test_a_cell_that_fails_takes_those_with_it_that_wait_behind_it(self):
        with running_kernel() as (_, client):
            failing = 'Thread.sleep(1000); throw new IllegalStateException("stop")'
            cells = [client.execute(source) for source in ["1", failing, "2", "3"]]
            statuses = [answer(client.get_shell_msg, cell)["status"] for cell in cells]
            self.assertEqual(["ok", "error", "aborted", "aborted"], statuses)
            reply, _ = run(client, "4")
            self.assertEqual("ok", reply["status"])

    def test_no_restart_loses_a_reply(self):
        with running_kernel() as (manager, client):
            for restart in range(RESTARTS):
                with self.subTest(restart=restart):
                    client.stop_channels()
                    manager.restart_kernel()
                    client = manager.client()
                    client.start_channels()
                    self.connect_as_jupyter_does(client)
            client.stop_channels()

    def connect_as_jupyter_does(self, client):
        """The server asks both channels until one answers, and the page asks, too."""
        for _ in range(60):
            asked = [client.kernel_info(), ask_control(client)]
            with contextlib.suppress(queue.Empty):
                answer(client.get_control_msg, asked[1], timeout=0.5)
                break
        page = client.comm_info()
        cell = client.execute("6 * 7")
        asked.append(ask_control(client))
        self.assertIn("banner", answer(client.get_shell_msg, asked[0]))
        self.assertIn("comms", answer(client.get_shell_msg, page))
        self.assertEqual("ok", answer(client.get_shell_msg, cell)["status"])
        self.assertIn("banner", answer(client.get_control_msg, asked[2]))


class Interrupting(unittest.TestCase):
    """What Jupyter's stop button does."""

    PROGRESS = """
        for (int seed : io.github.attention4j.notebook.Progress.of("seeds", 1000)) {
          for (int step : io.github.attention4j.notebook.Progress.of("training", 100_000)) {
            if (step == 0) System.out.println("begun");
            for (long start = System.nanoTime(); System.nanoTime() - start < 1_000_000; ) {}
          }
        }"""
    CPU = """
        { // one statement: what follows it would be compiled meanwhile
          var process = java.lang.ProcessHandle.current();
          var before = process.info().totalCpuDuration().get();
          Thread.sleep(2000);
          System.out.println(process.info().totalCpuDuration().get().minus(before).toMillis());
        }"""

    def interrupted(self, manager, client, source):
        """A cell that says "begun", what it answers, and what it shows after the interrupt."""
        cell = client.execute(source)
        while "begun" not in client.get_iopub_msg(timeout=SECONDS)["content"].get("text", ""):
            pass
        manager.interrupt_kernel()
        messages = shown(client, cell)
        reply = answer(client.get_shell_msg, cell)
        self.assertEqual("error", reply["status"])
        return reply, text(messages)

    def assert_alive(self, client):
        _, messages = run(client, 'System.out.println("alive")')
        self.assertEqual("alive\n", text(messages))

    def test_an_interrupt_ends_loops_over_progress_and_the_cell_says_where(self):
        with running_kernel() as (manager, client):
            reply, _ = self.interrupted(manager, client, self.PROGRESS)
            self.assertRegex(
                reply["evalue"], r"^training: interrupted after step \d+ of 100000$"
            )
            _, messages = run(client, self.CPU)
            self.assertLess(int(text(messages)), 1000, "milliseconds of two seconds")

    def test_an_interrupt_reaches_a_cell_whose_next_statement_is_compiled(self):
        with running_kernel() as (manager, client):
            source = 'System.out.println("begun");' + self.PROGRESS
            reply, _ = self.interrupted(manager, client, source)
            self.assertRegex(reply["evalue"], r": interrupted after step \d+ of \d+$")

    def test_a_loop_that_never_looks_is_given_up_and_a_restart_ends_it(self):
        with running_kernel() as (manager, client):
            _, said = self.interrupted(manager, client, 'System.out.println("begun"); while (true) {}')
            self.assertIn("goes on in the background", said)
            self.assert_alive(client)
            started = time.monotonic()
            manager.restart_kernel()
            self.assertLess(time.monotonic() - started, 4, "Jupyter kills after 5 s")

    def test_an_interrupt_of_nothing_does_nothing(self):
        with running_kernel() as (manager, client):
            manager.interrupt_kernel()
            self.assert_alive(client)


if __name__ == "__main__":
    unittest.main(warnings="ignore")  # jupyter_client leaves event loops open
