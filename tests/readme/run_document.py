"""Does what a document tells its reader to do, and compares what it shows.

usage: run_document.py DOCUMENT FOLDER_OF_THE_COMMAND

A block marked abide, ndjson or csv is saved under the last `name` in backticks above it. In a block
marked console a line that begins with "$ " is run, and the lines below it, if any, are what it
prints (both streams); a line that is only "..." stands for any lines. A comment above the block, as
<!-- exits 1 0 -->, says with which code each command ends; without one all end with 0. All of it
happens in an empty folder, with the command on the path.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^(?:<!-- exits ([\d ]+) -->\n)?```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def matches(shown, printed):
    pattern = "".join(
        "(?:.*\n)*?" if line.strip() == "..." else re.escape(line) + "\n"
        for line in shown.splitlines()
    )
    lines = "".join(line.rstrip() + "\n" for line in printed.splitlines())
    return re.fullmatch(pattern, lines) is not None


def commands(block):
    """The commands of a console block, each with what it shows."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown.strip("\n")


def run(document, folder, environment):
    failures = 0
    ran = 0
    for fence in FENCE.finditer(document):
        exits, language, block = fence.groups()
        if language in ("abide", "ndjson", "csv"):
            name = re.findall(r"`([^`\n]+\.\w+)`", document[: fence.start()])[-1]
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block)
        elif language == "console":
            told = list(commands(block))
            codes = [int(code) for code in exits.split()] if exits else [0] * len(told)
            for (command, shown), code in zip(told, codes, strict=True):
                done = subprocess.run(
                    ["bash", "-c", command], cwd=folder, env=environment, text=True, timeout=120,
                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                )
                ran += 1
                if done.returncode != code or (shown and not matches(shown, done.stdout)):
                    failures += 1
                    print(f"$ {command}\n{done.stdout}(exit code {done.returncode})")
                    print(f"but the document shows exit code {code} and\n{shown}\n")
    print(f"{ran} commands run, {failures} failed")
    return failures or ran == 0


def main():
    document, bin_folder = sys.argv[1:]
    environment = {**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    environment["PATH"] = os.path.abspath(bin_folder) + ":" + environment["PATH"]
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(1 if run(pathlib.Path(document).read_text(), folder, environment) else 0)


main()
