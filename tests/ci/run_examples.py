"""Runs the commands of `abide` in the examples for continuous integration, on the rules and the logs of
the ByteDance example, and looks whether each writes the files that it names.

usage: run_examples.py FOLDER_OF_THE_COMMAND
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

EXAMPLES = pathlib.Path("examples/ci")
COMMAND = re.compile(r"^\s*(?:- |entry: |\$ )?(abide (?:check|test) .*)$", re.MULTILINE)
# Nothing found, or breaches.
FINE = (0, 1)


def run(command, folder, environment):
    """What is wrong with it, in words."""
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, timeout=120,
                          stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode not in FINE:
        return f"exits with {done.returncode}: {done.stderr.decode(errors='replace')}"
    written = re.findall(r"--format \w+=(\S+)|--write-baseline (\S+)", command)
    missing = [name for names in written for name in names
               if name and not pathlib.Path(folder, name).exists()]
    return f"has not written {missing}" if missing else None


def main():
    environment = os.environ | {"PATH": os.path.abspath(sys.argv[1]) + ":" + os.environ["PATH"]}
    environment.pop("GITHUB_STEP_SUMMARY", None)
    failed = count = 0
    for path in sorted(EXAMPLES.iterdir()):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree("examples/bytedance/rules", pathlib.Path(folder, "rules"))
            shutil.copytree("rules", pathlib.Path(folder, "shipped"))
            for file in pathlib.Path(folder, "rules").glob("*.abide"):
                file.write_text(file.read_text().replace('"../../../rules/', '"../shipped/'))
            shutil.copytree("examples/bytedance/logs", pathlib.Path(folder, "logs"))
            commands = COMMAND.findall(path.read_text())
            if not commands:
                failed += 1
                print(f"{path}: has no command")
            for command in commands:
                count += 1
                fault = run(command, folder, environment)
                if fault:
                    failed += 1
                    print(f"{path}: `{command}` {fault}")
    print(f"{count} commands run, {failed} faults")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
