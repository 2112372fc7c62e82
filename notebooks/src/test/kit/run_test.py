"""Tests of notebooks/run.py, some of them in the real kernel. ./kit test calls it."""

import io
import pathlib
import subprocess
import sys
import tempfile
import unittest
from contextlib import redirect_stdout
from unittest import mock

HERE = pathlib.Path(__file__).parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parents[2]))

import nbformat
import run


def stream(text, name="stdout"):
    return nbformat.v4.new_output("stream", name=name, text=text)


def display(**data):
    return nbformat.v4.new_output(
        "display_data", data={kind.replace("_", "/"): text for kind, text in data.items()}
    )


class Comparing(unittest.TestCase):
    def same(self, before, after):
        self.assertIsNone(run.compared(before, after))

    def differ(self, before, after, words):
        self.assertIn(words, run.compared(before, after) or "no difference")

    def test_numbers_within_the_tolerance_are_the_same(self):
        self.same([stream("loss 0.4001, 1.0e-9")], [stream("loss 0.4002, 3.0e-9")])
        self.same([display(text_html="<td>9.999</td>")], [display(text_html="<td>10.001</td>")])
        self.same([stream("a   9.999\n----")], [stream("a  10.001\n-----")])

    def test_other_numbers_differ(self):
        self.differ([stream("loss 0.40")], [stream("loss 0.41")], "0.41, saved was 0.40")
        self.differ([display(text_html="<td>1</td>")], [display(text_html="<td>2</td>")], "2, saved")

    def test_other_words_differ(self):
        self.differ([stream("it holds")], [stream("it fails")], 'reads "it fails"')
        self.differ([stream("a\n")], [stream("a\nb\n")], "other lines")

    def test_an_image_is_required_where_one_was_whatever_its_bytes(self):
        self.same([display(image_png="abc")], [display(image_png="xyz")])
        self.differ([display(image_png="abc")], [], "shows nothing, saved were ['image/png']")
        self.differ([], [stream("x")], "shows ['stdout'], saved were nothing")

    def test_a_cell_that_varies_must_only_show_the_same_kinds(self):
        self.assertIsNone(run.compared([stream("2 s")], [stream("3 seconds")], ["varies"]))
        self.assertIsNotNone(run.compared([stream("2 s")], [], ["varies"]))

    def test_numbers_that_were_trained_may_differ_by_more(self):
        self.assertIsNone(run.compared([stream("0.95")], [stream("0.97")], ["trained"]))
        self.assertIsNone(run.compared([stream("120")], [stream("125")], ["trained"]))
        self.assertIsNotNone(run.compared([stream("0.75")], [stream("0.90")], ["trained"]))
        self.assertIsNotNone(run.compared([stream("share 1")], [stream("loss 1")], ["trained"]))

    def test_numbers_that_were_trained_are_anyones_guess_where_kernels_round_otherwise(self):
        cells = [stream("0.75")], [stream("0.90")], ["trained"]
        self.assertIsNone(run.compared(*cells, machine="arm64"))
        self.assertIsNotNone(run.compared(*cells, machine="AMD64"))
        self.assertIsNotNone(run.compared(*cells[:2], machine="arm64"))

    def test_overwritten_lines_and_pieces_are_tidied(self):
        progress = [stream("\rstep 1"), stream("\rstep 20"), stream("\r       \r")]
        self.assertEqual([], run.tidy(progress))
        self.assertEqual([stream("a\nb\n")], run.tidy([stream("a\n"), stream("b\n")]))
        self.assertEqual([stream("stopped\n")], run.tidy([stream("\rstep 1\rstopped\n")]))


class Explaining(unittest.TestCase):
    """Why a cell does not compile, in the forms of kernels that are not here."""

    SOURCE = "int once(int n) {\n  return n;\n}\nint twice(int n) {\n  return 2 * nowhere;\n}"
    TRACEBACK = [
        "\x1b[1m\x1b[30m|   \x1b[1m\x1b[30m  return 2 * \x1b[0m\x1b[1m\x1b[30m\x1b[41mnowhere\x1b[0m"
        "\x1b[1m\x1b[30m;\x1b[0m",
        "\x1b[1m\x1b[31mcannot find symbol\x1b[0m",
        "\x1b[1m\x1b[31m  symbol:   variable nowhere\x1b[0m",
        "",
    ]

    def reason(self, name, value):
        output = nbformat.v4.new_output(
            "error", ename=name, evalue=value, traceback=self.TRACEBACK
        )
        cell = nbformat.v4.new_code_cell(self.SOURCE, outputs=[output])
        return run.reason(run.nbclient.exceptions.CellExecutionError("", name, value), cell)

    def test_a_message_without_a_value_as_in_ijava(self):
        self.assertEqual(
            "line 5: return 2 * nowhere;\n    cannot find symbol\n      symbol:   variable nowhere",
            self.reason("CompilationException", ""),
        )

    def test_a_message_with_a_value_that_says_nothing_as_in_jjava(self):
        value = "[snippet Snippet:MethodKey(twice)#2-int twice(int n) ..., REJECTED]"
        self.assertTrue(self.reason("CompilationException", value).startswith("line 5: return 2"))

    def test_any_other_exception_is_named_with_its_message(self):
        self.assertEqual("EvalException: wrong", self.reason("EvalException", "wrong"))


class Executing(unittest.TestCase):
    """Each notebook has one cell, in the real kernel."""

    def result(self, source, outputs=(), save=False, more=(), kept="07-test.ipynb"):
        """The exit code, what was printed, and the text of a file that was kept."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "07-test.ipynb"
            notebook = nbformat.v4.new_notebook(
                cells=[nbformat.v4.new_code_cell(source, outputs=list(outputs))]
            )
            nbformat.write(notebook, path)
            printed = io.StringIO()
            arguments = ["run.py", str(path)] + ["--save"] * save + list(more)
            with (
                mock.patch.object(sys, "argv", arguments),
                mock.patch.dict(run.os.environ),
                redirect_stdout(printed),
            ):
                status = run.main()
            text = pathlib.Path(folder, kept).read_text(encoding="utf-8")
            return status, printed.getvalue(), text

    def assert_fails(self, source, words, outputs=()):
        status, printed, _ = self.result(source, outputs)
        self.assertEqual(1, status)
        self.assertIn("FAILED", printed)
        self.assertIn(words, printed)

    def test_exceptions_fail(self):
        self.assert_fails('throw new IllegalStateException("wrong shape");', "wrong shape")

    def test_code_that_does_not_compile_fails(self):
        source = "int once(int n) {\n  return n;\n}\nint x = 1 +\n    nowhere;"
        reason = "cell 1: Compile error:\n    line 5: nowhere;\n    cannot find symbol"
        self.assert_fails(source, reason)

    def test_code_that_ends_too_early_fails(self):
        self.assert_fails("int once(int n) {", "the code ends too early")

    def test_exceptions_without_a_message_fail(self):
        self.assert_fails("throw new IllegalStateException();", "java.lang.IllegalStateException")

    def test_standard_error_fails(self):
        self.assert_fails('System.err.println("careful");', "standard error: careful")

    def test_other_outputs_fail(self):
        self.assert_fails('System.out.println("7 x");', "7, saved was 8", [stream("8 x\n")])

    def test_the_saved_outputs_pass(self):
        status, printed, _ = self.result('System.out.println("8 x");', [stream("8 x\n")])
        self.assertEqual(0, status, printed)
        self.assertRegex(printed, r"07 test +\.\.\. +\d+\.\d s +1 cells  passed")

    def test_saving_twice_changes_nothing(self):
        status, _, once = self.result("1 + 2", save=True)
        self.assertEqual(0, status)
        self.assertIn('"3"', once)
        self.assertNotIn("iopub", once)
        _, _, twice = self.result("1 + 2", save=True)
        self.assertEqual(without_id(once), without_id(twice))

    EXPERIMENT = """
        import io.github.attention4j.notebook.Experiment;
        Experiment.figure("share", Experiment.seed() / 10.0);
        Experiment.holds("it is below 0.25", Experiment.seed() < 3);
        System.out.println(Experiment.steps(600) + " steps");
    """

    def test_an_experiment_runs_from_several_seeds(self):
        outputs = [stream("share 0.1000\n✓ it is below 0.25\n600 steps\n")]
        status, printed, kept = self.result(
            self.EXPERIMENT, outputs, more=["--seeds", "3"], kept="seeds/07-test.md"
        )
        self.assertEqual(1, status, printed)  # from seed 3 the claim does not hold
        self.assertRegex(printed, r"seed 1 \.\.\. +\d+\.\d s +1 cells  passed\n")
        self.assertRegex(printed, r"seed 2 \.\.\. +\d+\.\d s +1 cells  passed\n")
        self.assertRegex(printed, r"seed 3 \.\.\. +\d+\.\d s +1 cells  FAILED\n.*below 0\.25")
        row = "| share  |    0.1 |    0.2 |    0.3 |   0.1 |      0.3 |"
        self.assertIn(row, printed)
        self.assertIn(row, kept)

    def test_the_quick_mode_compares_nothing_and_says_so(self):
        status, printed, _ = self.result(self.EXPERIMENT, [stream("600 steps")], more=["--quick"])
        self.assertEqual(0, status, printed)
        self.assertIn("quick: the experiments were shortened", printed)

    def test_several_at_a_time_are_told_in_their_order(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = [pathlib.Path(folder, name) for name in ("01-one.ipynb", "02-two.ipynb")]
            for path, source in zip(paths, ("Thread.sleep(3000);", 'int x = "";')):
                cell = nbformat.v4.new_code_cell(source)
                nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
            command = [sys.executable, run.__file__, "--jobs", "2", *map(str, paths)]
            finished = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        self.assertEqual(1, finished.returncode)
        self.assertRegex(finished.stdout, r"^01 one .*passed\n02 two .*FAILED\n")

    def test_a_kernel_that_does_not_start_is_tried_again(self):
        setup = run.nbclient.NotebookClient.setup_kernel
        tries = []

        def hanging_once(client, **arguments):
            tries.append(client)
            if len(tries) == 1:
                raise RuntimeError("Kernel didn't respond")
            return setup(client, **arguments)

        with mock.patch.object(run.nbclient.NotebookClient, "setup_kernel", hanging_once):
            status, printed, _ = self.result('System.out.println("8");', [stream("8\n")])
        self.assertEqual(0, status, printed)
        self.assertEqual(2, len(tries))

    def test_the_toolbox_shows_everything(self):
        with mock.patch.object(sys, "argv", ["run.py", str(HERE / "00-toolbox.ipynb")]):
            self.assertEqual(0, run.main())


def without_id(text):
    return [line for line in text.splitlines() if '"id"' not in line]


if __name__ == "__main__":
    unittest.main()
