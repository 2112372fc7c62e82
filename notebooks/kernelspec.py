"""Writes the kernelspec that lessons run with, for ./kit.

An installed kernel named java is used if it is IJava or JJava, through a kernelspec of our own: the
installed one gives the kernel its own class path and whichever java is on the PATH, and none of the
lessons' JVM arguments. Otherwise it is Rapaio's, which Maven brought.
"""

import argparse
import json
import os
import pathlib
import re
import sys
import zipfile

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

CONNECT = "io.github.attention4j.notebook.Notebook.connect();"
PACKAGES = {"IJava": "io/github/spencerpark/ijava/", "JJava": "org/dflib/jjava/"}


def main():
    arguments = parse_arguments()
    folder = arguments.jupyter.resolve() / "kernels" / "java"
    family, installed = find_installed(arguments.jupyter.resolve())
    if family:
        spec = adapted(installed, family, arguments)
        print(f"kit: using {family}, the Java kernel in {installed.resource_dir}")
    else:
        spec = rapaio(arguments)
        if installed:
            print(
                f"kit: the kernel named java in {installed.resource_dir} is neither IJava nor"
                " JJava: Rapaio's runs instead"
            )
    spec["argv"] = logged(spec["argv"], arguments.log.resolve())
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / f"kernel.json.{os.getpid()}"  # another kit may be starting a kernel now
    written.write_text(json.dumps(spec, indent=2) + "\n", encoding="utf-8")
    written.replace(folder / "kernel.json")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--java", required=True, help="the JDK's java")
    parser.add_argument("--jvm-arguments", required=True, help="separated by spaces")
    parser.add_argument("--environment", required=True, help="NAME=VALUE, separated by spaces")
    parser.add_argument("--class-path", required=True, help="of the lessons")
    parser.add_argument("--rapaio", required=True, help="the class path of Rapaio's kernel")
    parser.add_argument("--log", required=True, type=pathlib.Path, help="for what kernels print")
    parser.add_argument("jupyter", type=pathlib.Path, help="a folder for JUPYTER_PATH")
    return parser.parse_args()


# --- what is installed ------------------------------------------------------------------------


def find_installed(ours):
    """The name of the installed kernel's family, if it is one we know, and its kernelspec."""
    manager = KernelSpecManager()
    manager.kernel_dirs = [
        folder for folder in manager.kernel_dirs if ours not in pathlib.Path(folder).parents
    ]
    try:
        installed = manager.get_kernel_spec("java")
    except (NoSuchKernel, ValueError):  # none, or an unreadable one
        return None, None
    return family(installed), installed


def family(spec):
    """IJava and JJava tell themselves by the files and classes that start them."""
    for argument in command(spec):
        for name, package in PACKAGES.items():
            if re.search(rf"\b{name}", pathlib.PurePath(argument).name, re.IGNORECASE):
                return name
            if holds(argument, package):
                return name
    return None


def holds(path, package):
    """Whether this is the path of a jar that has the package."""
    try:
        with zipfile.ZipFile(path) as jar:
            return any(entry.startswith(package) for entry in jar.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def command(spec):
    return [argument.replace("{resource_dir}", spec.resource_dir) for argument in spec.argv]


# --- kernelspecs ------------------------------------------------------------------------------


def adapted(installed, family, arguments):
    """The installed kernelspec with the lessons' class path, JVM, and JVM arguments."""
    argv = command(installed)
    prefix = family.upper()
    environment = dict(installed.env)
    join(environment, f"{prefix}_CLASSPATH", os.pathsep, [arguments.class_path], first=True)
    if family == "IJava":
        join(environment, "IJAVA_STARTUP_SCRIPT", "\n", [CONNECT])
    if family == "JJava":  # whose launcher starts a second JVM
        join(environment, "JJAVA_JVM_OPTS", " ", [arguments.jvm_arguments])
    if pathlib.PurePath(argv[0]).stem == "java":
        argv[:1] = jvm(arguments)
    environment["PATH"] = os.pathsep.join(
        [os.path.dirname(arguments.java), os.environ.get("PATH", os.defpath)]
    )
    environment.update(common_environment(arguments))
    return {**installed.to_dict(), "argv": argv, "env": environment}


def join(environment, name, separator, ours, first=False):
    theirs = [environment[name]] if environment.get(name) else []
    environment[name] = separator.join(ours + theirs if first else theirs + ours)


def rapaio(arguments):
    return {
        "display_name": "Java",
        "language": "java",
        "interrupt_mode": "message",  # a signal is ignored where the kit was started with &
        "argv": [
            *jvm(arguments),
            "-cp",
            arguments.rapaio,
            "io.github.attention4j.notebook.kernel.RapaioMain",
            "{connection_file}",
        ],
        "env": {
            # Rapaio's separator on every system
            "RJK_CLASSPATH": arguments.class_path.replace(os.pathsep, ";"),
            **common_environment(arguments),
        },
    }


def jvm(arguments):
    crashes = f"-XX:ErrorFile={arguments.log.resolve().parent}/java-crash-%p.log"
    return [arguments.java, crashes, *arguments.jvm_arguments.split()]


def common_environment(arguments):
    return dict(setting.split("=", 1) for setting in arguments.environment.split())


def logged(argv, log):
    return ["sh", "-c", f"exec \"$0\" \"$@\" >>'{log}' 2>&1", *argv]


if __name__ == "__main__":
    sys.exit(main())
