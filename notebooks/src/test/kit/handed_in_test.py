"""Tests of notebooks/handed_in.py in the real kernel. ./kit test calls it."""

import io
import os
import pathlib
import sys
import tempfile
import unittest
from contextlib import redirect_stdout
from unittest import mock

HERE = pathlib.Path(__file__).parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parents[2]))

import handed_in
import nbformat


class HandedIn(unittest.TestCase):
    def execute(self, seconds, *cells):
        notebook = nbformat.v4.new_notebook()
        notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "answer.ipynb"
            nbformat.write(notebook, path)
            program = ["handed_in.py", "--seconds", str(seconds), str(path)]
            secret = mock.patch.dict(os.environ, {"SECRET": "4711"})
            printed = io.StringIO()
            with mock.patch.object(sys, "argv", program), secret, redirect_stdout(printed):
                handed_in.main()
        lines = [line.split("\t") for line in printed.getvalue().splitlines()]
        return [(int(cell), result) for cell, _, result in lines]

    def test_a_cell_that_fails_stops_no_other(self):
        ran = self.execute(
            60,
            "int one = 1;",
            "one / 0",
            'if (System.getenv("SECRET") != null) throw new Error(System.getenv("SECRET"));',
            'if (one != 1) throw new Error("forgotten");',
        )
        self.assertEqual([1, 2, 3, 4], [cell for cell, _ in ran])
        self.assertEqual(["ran", "ran", "ran"], [ran[i][1] for i in (0, 2, 3)])
        self.assertIn("/ by zero", ran[1][1])

    def test_an_endless_cell_is_given_up_and_those_after_it(self):
        ran = self.execute(8, "while (true) {}", "int two = 2;")
        self.assertEqual([(1, "did not end in time"), (2, "the time is over")], ran)

    def test_a_cell_that_ends_its_kernel(self):
        ran = self.execute(60, "System.exit(0);", "int two = 2;")
        self.assertEqual([(1, "the kernel died")], ran)


if __name__ == "__main__":
    unittest.main()
