"""Opens the lessons in Jupyter, for ./kit lessons."""

import argparse
import importlib
import os
import pathlib
import socket
import sys

from nbformat.sign import NotebookNotary
import nbformat

LESSONS = pathlib.Path(__file__).resolve().parent
HIDDEN = ["src", "target", "pom.xml", "requirements.txt", "*.py", "__pycache__"]


def main():
    arguments = parse_arguments()
    address = running()
    if address:
        print(f"kit: the lessons are open already, at {address}")
        return 0
    if arguments.port and in_use(arguments.port):
        print(f"kit: port {arguments.port} is in use: choose another one", file=sys.stderr)
        return 1
    trust(arguments.jupyter)
    command = [sys.executable, "-m", "notebook", *options(arguments)]
    print("kit: opening the lessons; Control-C ends them", flush=True)
    os.execv(sys.executable, command)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int)
    parser.add_argument("jupyter", type=pathlib.Path, help="a folder for what Jupyter remembers")
    return parser.parse_args()


def running():
    """The address of a server that has these lessons open, or None."""
    for module in ["jupyter_server.serverapp", "notebook.notebookapp"]:
        try:
            servers = importlib.import_module(module).list_running_servers()
        except (ImportError, AttributeError):  # the other of Jupyter's two generations
            continue
        for server in servers:
            root = server.get("root_dir") or server.get("notebook_dir") or ""
            if pathlib.Path(root).resolve() == LESSONS:
                return f"{server['url']}?token={server['token']}"
    return None


def in_use(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def notary_files(folder):
    return {
        "db_file": str(folder.resolve() / "signatures.db"),
        "secret_file": str(folder.resolve() / "secret"),
    }


def trust(folder):
    """Signs the lessons: an unsigned one opens as not trusted, its tables without their style."""
    folder.mkdir(parents=True, exist_ok=True)
    notary = NotebookNotary(**notary_files(folder))
    for path in [*LESSONS.glob("[0-9][0-9]-*.ipynb"), *LESSONS.glob("index.ipynb")]:
        notary.sign(nbformat.read(path, as_version=4))
    notary.store.close()


def options(arguments):
    # The server listens to this machine alone and asks for its token, so root may run it too.
    chosen = ["--ip=127.0.0.1", f"--notebook-dir={LESSONS}"]
    chosen += [f"--ContentsManager.hide_globs={pattern}" for pattern in HIDDEN]
    chosen += [f"--NotebookNotary.{k}={v}" for k, v in notary_files(arguments.jupyter).items()]
    if arguments.port:
        chosen += [f"--port={arguments.port}", "--port-retries=0"]
    # The classic Notebook's name for the page to open, then Notebook 7's.
    for server in ["NotebookApp", "JupyterNotebookApp"]:
        chosen += [f"--{server}.default_url=/notebooks/index.ipynb"]
    if hasattr(os, "getuid") and os.getuid() == 0:
        chosen += ["--allow-root"]
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not screen and sys.platform != "darwin":
        chosen += ["--no-browser"]
    return chosen


if __name__ == "__main__":
    sys.exit(main())
