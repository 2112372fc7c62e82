"""Tests of notebooks/lessons.py with a real server. ./kit test calls it."""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

NOTEBOOKS = pathlib.Path(__file__).parents[3]
SECONDS = 40


class LessonsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self):
        """Runs lessons.py with servers of its own to know of."""
        environment = {**os.environ, "JUPYTER_RUNTIME_DIR": str(self.folder / "runtime")}
        for screen in ["DISPLAY", "WAYLAND_DISPLAY"]:
            environment.pop(screen, None)
        command = [sys.executable, str(NOTEBOOKS / "lessons.py"), f"--port={self.port}"]
        return subprocess.Popen(
            [*command, str(self.folder / "jupyter")],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def test_a_port_in_use_is_told(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", self.port))
            other.listen()
            process = self.start()
            said, _ = process.communicate(timeout=SECONDS)
        self.assertEqual(f"kit: port {self.port} is in use: choose another one\n", said)
        self.assertEqual(1, process.returncode)

    def test_lessons_open_trusted_and_only_once(self):
        server = self.start()
        try:
            address = self.address(server)
            lesson = next(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb")).name
            for cell in self.opened(address, lesson)["content"]["cells"]:
                if cell["cell_type"] == "code":
                    self.assertTrue(cell["metadata"]["trusted"])
            with urllib.request.urlopen(address, timeout=SECONDS) as first_page:
                self.assertIn("/notebooks/index.ipynb", first_page.url)
            second = self.start()
            said, _ = second.communicate(timeout=SECONDS)
            self.assertEqual(0, second.returncode)
            self.assertIn(f"the lessons are open already, at {address}", said)
        finally:
            server.terminate()
            server.communicate()

    def address(self, server):
        """The address that a server prints once it listens."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            line = server.stdout.readline()
            found = re.search(r"http://(localhost|127\.0\.0\.1):\d+/\S*\?token=(\w+)", line)
            if found:
                host = found.group(1)
                return f"http://{host}:{self.port}/?token={found.group(2)}"
        raise AssertionError("the server did not start")

    def opened(self, address, name):
        root, token = address.split("/?token=")
        request = urllib.request.Request(
            f"{root}/api/contents/{name}", headers={"Authorization": f"token {token}"}
        )
        return json.load(urllib.request.urlopen(request, timeout=SECONDS))


if __name__ == "__main__":
    unittest.main()
