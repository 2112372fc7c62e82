"""Executes notebooks in the Java kernel, for ./kit run and ./kit test.

A notebook passes if every cell ran, none wrote to standard error, and the outputs are the saved
ones: the same texts, the same numbers within a tolerance, an image where there was one. A cell
tagged "varies" may print other texts and numbers than were saved: times, or facts of the machine.
In a cell tagged "trained" the numbers are what a training found: rounding errors grow from step to
step, so they may differ by more. The kit has every x86 processor multiply alike, whose
numbers the saved ones are; on others a training ends elsewhere, and such a cell's claims decide.

From another seed than the first, and quickly, a lesson's outputs are others than the saved ones:
there it passes if every cell ran, which includes its claims (in quick mode none are made).
"""

import argparse
import contextlib
import math
import os
import pathlib
import platform
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import nbclient
import nbconvert
import nbformat

import seeds

TOLERANCE = 1e-3  # relative: other CPUs and BLAS builds round differently
TINY = 1e-6  # absolute: below it, a number is rounding noise
X86 = "x86_64", "amd64"
TRAINED = 0.1, 0.02  # relative and absolute, for what a training found
STARTS = 2  # a kernel may hang at its start
START_SECONDS = 40
CELL_SECONDS = 300

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
ANSI_STYLE = re.compile(r"\x1b\[[0-9;]*m")
BACKGROUND = re.compile(r"\x1b\[(?:[0-9;]*;)?4[0-8][0-9;]*m")
SOURCE_LINE = re.compile(r"^\| ")
KERNEL_LOG = "target/kit/kernel.log"
MATHJAX = pathlib.Path("/usr/share/javascript/mathjax")


class Problem(Exception):
    """Why a notebook does not pass, in words for its reader."""


def main():
    arguments = parse_arguments()
    if arguments.jobs > 1:
        return several_at_a_time(arguments.notebooks, arguments.jobs)
    if arguments.quick:
        os.environ["ATTENTION4J_QUICK"] = "1"
    failures = 0
    for path in arguments.notebooks:
        columns = {}
        for seed in range(1, arguments.seeds + 1):
            with seeds.running(seed) as figures:
                failures += not passes(path, seed, arguments)
            columns[seed] = figures
        if arguments.seeds > 1:
            tell(columns, path)
    if arguments.quick:
        print("quick: the experiments were shortened, their figures are not the lessons'")
    return 1 if failures else 0


def several_at_a_time(notebooks, jobs):
    """Runs each in a process of its own, and says in their order how they went."""
    paths = [str(path) for path in notebooks]
    options = [word for word in sys.argv[1:] if word not in paths]

    def alone(path):
        command = [sys.executable, __file__, *options, "--jobs", "1", path]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)

    failures = 0
    with ThreadPoolExecutor(jobs) as pool:
        for finished in pool.map(alone, paths):
            print(finished.stdout, end="", flush=True)
            failures += finished.returncode != 0
    return 1 if failures else 0


def passes(path, seed, arguments):
    """Runs a notebook from a seed, says how it went, and writes its page."""
    name = title(path) + (f" seed {seed}" if arguments.seeds > 1 else "")
    print(f"{name} ...", end="", flush=True)
    started = time.monotonic()
    notebook = nbformat.read(path, as_version=4)
    result = "saved" if arguments.save else "passed"
    try:
        run(notebook, path, arguments.save, others=seed > 1 or arguments.quick)
    except Problem as problem:
        result = f"FAILED\n    {problem}"
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    progress(name, "...")
    print(f" {time.monotonic() - started:6.1f} s {cells:4} cells  {result}", flush=True)
    if arguments.html and seed == 1 and not arguments.quick:
        write_html(notebook, path, arguments.html)
    return not result.startswith("FAILED")


def tell(columns, path):
    """Prints the figures of all seeds, and keeps them beside the lessons."""
    if not any(columns.values()):
        print("    it has no figures that depend on a seed")
        return
    file = path.parent / "seeds" / f"{path.stem}.md"
    heading = f"Lesson {title(path).strip()}: its figures from {len(columns)} seeds"
    seeds.keep(columns, heading, file)
    print("    " + seeds.table(columns).rstrip().replace("\n", "\n    "))
    print(f"    kept in {file}")


def run(notebook, path, save, others=False):
    saved = [list(cell.get("outputs", [])) for cell in notebook.cells]
    execute(notebook, path)
    check_errors(notebook)
    if save:
        nbformat.write(stable(notebook), path)
    elif not others:
        check_outputs(notebook, saved, path)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--save", action="store_true", help="save the outputs, compare nothing")
    parser.add_argument("--seeds", type=int, default=1, help="run each from this many seeds")
    parser.add_argument("--quick", action="store_true", help="shorten the experiments")
    parser.add_argument("--jobs", type=int, default=1, help="run this many at a time")
    parser.add_argument("--html", type=pathlib.Path, help="write HTML files into this folder")
    parser.add_argument("notebooks", nargs="+", type=pathlib.Path)
    return parser.parse_args()


def title(path):
    number, _, name = path.stem.partition("-")
    return f"{number} {name:28}"


def progress(name, place):
    """Shows where a notebook stands, to people alone."""
    if sys.stdout.isatty():
        print(f"\r\x1b[K{name} {place}", end="", flush=True)


# --- executing --------------------------------------------------------------------------------


def execute(notebook, path):
    """Runs all cells, in a kernel that is started anew if it hangs at its start."""
    for _ in range(STARTS):
        client = nbclient.NotebookClient(
            notebook,
            kernel_name="java",
            timeout=CELL_SECONDS,
            startup_timeout=START_SECONDS,
            record_timing=False,
            resources={"metadata": {"path": str(path.parent)}},
        )
        with contextlib.ExitStack() as running:
            try:
                running.enter_context(client.setup_kernel())
            except RuntimeError:  # no answer within START_SECONDS
                continue
            execute_cells(client, notebook, path)
            return
    raise Problem(f"the Java kernel did not start in {STARTS} tries: see {KERNEL_LOG}")


def execute_cells(client, notebook, path):
    for index, cell in enumerate(notebook.cells):
        progress(title(path), f"cell {index + 1} of {len(notebook.cells)}")
        try:
            client.execute_cell(cell, index)
        except nbclient.exceptions.CellExecutionError as error:
            raise Problem(f"cell {index + 1}: {reason(error, cell)}")
        except nbclient.exceptions.CellTimeoutError:
            raise Problem(f"cell {index + 1}: no end after {CELL_SECONDS} s")
        except nbclient.exceptions.DeadKernelError:
            raise Problem(f"cell {index + 1}: the kernel died: see {KERNEL_LOG}")
        if cell.cell_type == "code":
            cell.outputs = tidy(cell.outputs)


def reason(error, cell):
    """Why a cell failed. Of what does not compile, the kernels tell it in the traceback alone."""
    if "Compil" in error.ename:
        return first_lines("\n".join(diagnoses(traceback(cell), cell.source)), 10)
    if "IncompleteSource" in error.ename:
        return "the code ends too early: a ), } or ; is missing"
    text = f"{error.ename}: {error.evalue}" if error.evalue else "\n".join(traceback(cell))
    return first_lines(text, 10)


def traceback(cell):
    lines = [output.traceback for output in cell.outputs if output.output_type == "error"]
    return "\n".join(line for parts in lines for line in parts).splitlines()


def diagnoses(traceback, source):
    """The lines that a compiler's message is about, which a kernel colours, and the messages."""
    coloured = any(BACKGROUND.search(line) for line in traceback)
    for line in traceback:
        plain = ANSI_STYLE.sub("", line)
        if not SOURCE_LINE.match(plain):
            yield plain
        elif BACKGROUND.search(line) or not coloured:
            code = SOURCE_LINE.sub("", plain).strip()
            places = [n for n, text in enumerate(source.splitlines(), 1) if text.strip() == code]
            yield f"line {places[0]}: {code}" if places else code


def check_errors(notebook):
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                message = first_lines(output.text, 10)
                raise Problem(f"cell {index + 1} wrote to standard error: {message}")


def first_lines(text, count):
    return "\n    ".join(ANSI_STYLE.sub("", text).strip().splitlines()[:count])


# --- outputs ----------------------------------------------------------------------------------


def tidy(outputs):
    """Joins what one stream wrote in pieces, and drops what it wrote over: lines of progress."""
    tidied = []
    for output in outputs:
        previous = tidied[-1] if tidied else None
        if output.output_type == "stream" and previous and previous.get("name") == output.name:
            previous.text += output.text
        else:
            tidied.append(output)
    for output in tidied:
        if output.output_type == "stream":
            output.text = without_overwritten(output.text)
    return [output for output in tidied if output.output_type != "stream" or output.text]


def without_overwritten(text):
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rsplit("\r", 1)[-1] for line in lines)


def check_outputs(notebook, saved, path):
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            tags = cell.metadata.get("tags", [])
            difference = compared(tidy(saved[index]), cell.outputs, tags)
            if difference:
                raise Problem(
                    f"cell {index + 1}: {difference}\n"
                    f"    (./kit run --save {path.stem[:2]} saves the new outputs)"
                )


def compared(saved, new, tags=(), machine=platform.machine()):
    """The first difference in words, or None."""
    if kinds(saved) != kinds(new):
        return f"shows {kinds(new) or 'nothing'}, saved were {kinds(saved) or 'nothing'}"
    if "varies" in tags or ("trained" in tags and machine.lower() not in X86):
        return None
    tolerances = TRAINED if "trained" in tags else (TOLERANCE, TINY)
    for before, after in zip(texts(saved), texts(new)):
        difference = compared_text(before, after, *tolerances)
        if difference:
            return difference
    return None


def kinds(outputs):
    """What is shown, whatever it says: streams, and the MIME types of everything else."""
    return [
        output.get("name") or "+".join(sorted(output.get("data", {}))) or output.output_type
        for output in outputs
    ]


def texts(outputs):
    for output in outputs:
        if output.output_type == "stream":
            yield output.text
        for kind, content in sorted(output.get("data", {}).items()):
            if kind.startswith("text/"):
                yield "".join(content)


def compared_text(before, after, relative, absolute):
    if words(before) != words(after):
        differing = (
            f'reads "{new}", saved was "{old}"'
            for old, new in zip(before.splitlines(), after.splitlines())
            if words(old) != words(new)
        )
        return next(differing, "has other lines than were saved")
    for old, new in zip(NUMBER.findall(before), NUMBER.findall(after)):
        if not math.isclose(float(old), float(new), rel_tol=relative, abs_tol=absolute):
            return f"has the number {new}, saved was {old}"
    return None


def words(text):
    """The text without its numbers, and without the spaces and rules that depend on their width."""
    return re.sub(r"[\s-]+", " ", NUMBER.sub("#", text)).strip()


# --- files ------------------------------------------------------------------------------------


def stable(notebook):
    """Only what says something of the lesson, so that a rerun changes nothing else."""
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Java", "language": "java", "name": "java"},
            "language_info": {"name": "java"},
        }
    )
    for index, cell in enumerate(notebook.cells):
        cell.setdefault("id", f"cell-{index + 1}")
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        for output in cell.get("outputs", []):
            if "metadata" in output:  # the size in which a dense picture is shown stays
                size = output.metadata.get("image/png")
                output.metadata = nbformat.from_dict({"image/png": size} if size else {})
    return notebook


def write_html(notebook, path, folder):
    """Writes HTML that needs no network: MathJax lies beside it if this machine has it."""
    folder.mkdir(parents=True, exist_ok=True)
    exporter = nbconvert.HTMLExporter()
    if MATHJAX.exists():
        with contextlib.suppress(FileExistsError):
            os.symlink(MATHJAX.resolve(), folder / "mathjax")
        exporter.mathjax_url = "mathjax/MathJax.js?config=TeX-AMS_CHTML-full,Safe"
    html, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": path.stem}})
    html = re.sub(r'(href="[\w-]+)\.ipynb"', r'\1.html"', html)  # from page to page
    html = re.sub(r'<script src="[^"]*(require|jquery)[^"]*"></script>', "", html)
    (folder / f"{path.stem}.html").write_text(html, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
