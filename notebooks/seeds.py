"""The figures of a lesson's experiment from several seeds, for ./kit run --seeds N.

A lesson hands each figure to Experiment.figure, which appends a line "name TAB value" to the file
that the environment names. Here the lines of all seeds become one table, kept beside the lessons.
"""

import contextlib
import os
import pathlib
import tempfile

SEED = "ATTENTION4J_SEED"
FIGURES = "ATTENTION4J_FIGURES"


@contextlib.contextmanager
def running(seed):
    """Runs what is inside from a seed; gives the figures, by name, once it has ended."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "figures")
        settings = {SEED: str(seed), FIGURES: str(file)}
        before = {name: os.environ.get(name) for name in settings}
        os.environ.update(settings)
        try:
            yield figures
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
            if file.exists():
                figures.update(read(file.read_text(encoding="utf-8")))


def read(lines):
    """The figures by name, in their order; of a figure told twice, the last."""
    figures = {}
    for line in lines.splitlines():
        name, _, value = line.partition("\t")
        figures[name] = float(value)
    return figures


def table(columns):
    """A Markdown table of figures: a row for each name, a column for each seed.

    columns: the seeds' figures, {seed: {name: value}}
    """
    names = list(dict.fromkeys(name for figures in columns.values() for name in figures))
    head = ["figure", *(f"seed {seed}" for seed in columns), "least", "greatest"]
    rows = [head, [":---", *["---:"] * (len(head) - 1)]]
    for name in names:
        values = [figures.get(name) for figures in columns.values()]
        known = [value for value in values if value is not None]
        rows.append([name, *map(number, [*values, min(known), max(known)])])
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    return "".join("| " + " | ".join(padded(row, widths)) + " |\n" for row in rows)


def number(value):
    return "none" if value is None else f"{value:.4g}"


def padded(row, widths):
    first, *others = zip(row, widths)
    return [first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]


def keep(columns, heading, file):
    """Writes the table, and says under which heading it stands."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"# {heading}\n\n{table(columns)}", encoding="utf-8")
