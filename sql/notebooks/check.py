"""Executes the notebooks and compares what they print with what is committed.

    python check.py [NAME …]            each notebook runs without an error, prints what it is known to print, and draws its pictures
    python check.py --write [NAME …]    keeps what they print and draw now

It ends with 1 where one does not. No name means all notebooks.

The lake is FIRN_LAKE's and must be one that ./firn demo has left: what differs from one demo to the next (runs, snapshots, times)
has a word in its place when outputs are compared.
"""
import argparse
import difflib
import pathlib
import re
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

HERE = pathlib.Path(__file__).resolve().parent
NOTEBOOKS = ["explore.ipynb", "travel.ipynb", "on_call.ipynb"]
VARIES = [
    (r"(?<![0-9a-z])\d{8}t\d{6}_[0-9a-z]{5}\b", "RUN"),
    (r"\b\d{15,19}\b", "SNAPSHOT"),
    (r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|\+00:00)?)?", "TIME"),
    (r"\b[0-9a-f]{64}\b", "DIGEST"),
    # A file a month: the demo's days may be of one or of two.
    (r"\d+ of \d+ files", "N of N files"),
    (r"(?m)^  files .*$", "  files FILES"),
    # Columns are as wide as what stands in them.
    (r"[ ─-]{2,}", "  "),
]


def text(cell):
    """What a cell printed, a line each."""
    parts = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream" and output.name == "stdout":
            parts.append(output.text)
        elif output.output_type in ("execute_result", "display_data") and "image/png" not in output.data:
            parts.append(output.data["text/plain"])
    whole = "\n".join(parts)
    for pattern, word in VARIES:
        whole = re.sub(pattern, word, whole)
    return [line.rstrip() for line in whole.splitlines()]


def pictures(cell):
    return sum("image/png" in output.get("data", {}) for output in cell.get("outputs", []))


def check(name, write):
    path = HERE / name
    committed = nbformat.read(path, as_version=4)
    notebook = nbformat.read(path, as_version=4)
    try:
        NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(HERE)}}).execute()
    except CellExecutionError as error:
        return [f"{name}: {error}"]
    if write:
        for cell in notebook.cells:
            cell.metadata.pop("execution", None)
        notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
        nbformat.write(notebook, path)
        return []
    problems = []
    for number, (then, now) in enumerate(zip(committed.cells, notebook.cells)):
        if then.cell_type != "code":
            continue
        if text(then) != text(now):
            difference = difflib.unified_diff(text(then), text(now), "committed", "now", lineterm="")
            problems.append(f"{name}, cell {number} prints something else:\n" + "\n".join(difference))
        if pictures(then) != pictures(now):
            problems.append(f"{name}, cell {number} drew {pictures(then)} pictures and draws {pictures(now)}")
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if not problems:
        print(f"{name}: {len(cells)} cells ran, {sum(map(pictures, cells))} pictures, outputs as committed", flush=True)
    return problems


def main():
    parser = argparse.ArgumentParser(description="Executes the notebooks and compares what they print with what is committed.")
    parser.add_argument("names", nargs="*", metavar="NAME", default=NOTEBOOKS)
    parser.add_argument("--write", action="store_true", help="keep what they print and draw now")
    chosen = parser.parse_args()
    problems = [problem for name in chosen.names for problem in check(name, chosen.write)]
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
