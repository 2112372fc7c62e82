"""Executes a notebook that was handed in, in the Java kernel, for ./kit grade --cells.

Prints a line for each cell of code as soon as it ended: its number, the seconds it took, and "ran"
or why not. The kernel works in a new folder, gets none of the environment but what it needs to
start, and is killed with its process group at the end.
"""

import argparse
import os
import pathlib
import shutil
import signal
import tempfile
import time

import nbclient
import nbformat

import run

KEPT = ["PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR", "JUPYTER_PATH"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=600, help="for all cells together")
    parser.add_argument("notebook", type=pathlib.Path)
    arguments = parser.parse_args()
    for name in set(os.environ) - set(KEPT):
        del os.environ[name]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="attention4j"))
    try:
        execute(nbformat.read(arguments.notebook, as_version=4), folder, arguments.seconds)
    except run.Problem as problem:
        tell(0, 0, problem)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def execute(notebook, folder, seconds):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    for _ in range(run.STARTS):
        client = nbclient.NotebookClient(
            notebook,
            kernel_name="java",
            startup_timeout=run.START_SECONDS,
            record_timing=False,
            resources={"metadata": {"path": str(folder)}},
        )
        try:
            with client.setup_kernel():
                group = process_group(client)
                try:
                    execute_cells(client, notebook, time.monotonic() + seconds)
                finally:
                    kill(group)
            return
        except RuntimeError:  # no answer within START_SECONDS
            continue
    raise run.Problem(f"the Java kernel did not start in {run.STARTS} tries")


def process_group(client):
    process = getattr(getattr(client.km, "provisioner", None), "process", None)
    return process and os.getpgid(process.pid)


def kill(group):
    if group and group != os.getpgrp():
        try:
            os.killpg(group, signal.SIGKILL)
        except ProcessLookupError:
            pass


def execute_cells(client, notebook, end):
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        started = time.monotonic()
        if started >= end:
            tell(index + 1, 0, "the time is over")
            continue
        client.timeout = max(1, int(end - started))
        result = "ran"
        try:
            client.execute_cell(cell, index)
        except nbclient.exceptions.CellExecutionError as error:
            result = run.reason(error, cell)
        except nbclient.exceptions.CellTimeoutError:
            result, end = "did not end in time", 0
        except nbclient.exceptions.DeadKernelError:
            tell(index + 1, time.monotonic() - started, "the kernel died")
            return
        tell(index + 1, time.monotonic() - started, result)


def tell(cell, seconds, result):
    print(f"{cell}\t{seconds:.1f}\t{' '.join(str(result).split())[:500]}", flush=True)


if __name__ == "__main__":
    main()
