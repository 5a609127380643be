"""Runs both examples of every page: the one under "Fails" shows the page's code, the one under
"Repaired" does not, and its rules have no errors.

usage: run_pages.py FOLDER_OF_PAGES FOLDER_OF_THE_COMMAND

An example of an E or L code is a rule file (```abide) and a log (```ndjson; empty if there is none),
which go through `abide check`. Further abide and csv blocks are the files that the rule file names
in its imports, lists and tables, in that order. An example of a C code is a ```console block with
one command; an abide block in front of it is rules.abide. Each runs in a folder of its own.

A page is UTF-8 and short, and two mistakes are neither: in a rule or CSV file the replacement
character stands for a byte that is no UTF-8, and a line `...` for the line above it, 1,000 times.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RULES_HAVE_ERRORS = 3
CHECK = ["abide", "check", "--rules", "rules.abide", "log.ndjson"]


def rule_bytes(text):
    """The rule file that an abide block stands for."""
    text = re.sub(r"^(.*\n)\.\.\.$", lambda match: match[1] * 1000, text, flags=re.MULTILINE)
    return text.encode().replace("\ufffd".encode(), b"\xff")


def prepare(example, folder):
    """Writes the example's files, and returns its command."""
    blocks = {"abide": [], "ndjson": [], "csv": [], "console": []}
    for language, text in FENCE.findall(example):
        blocks[language].append(text)
    if blocks["console"]:
        for text in blocks["abide"]:
            pathlib.Path(folder, "rules.abide").write_bytes(rule_bytes(text))
        (command,) = blocks["console"]
        return ["bash", "-c", command.removeprefix("$ ")]
    rules = blocks["abide"][0]
    files = {"rules.abide": rules, "log.ndjson": "".join(blocks["ndjson"])}
    for language, texts in (("abide", blocks["abide"][1:]), ("csv", blocks["csv"])):
        names = dict.fromkeys(re.findall(rf'"([^"\n]+\.{language})"', rules))
        files.update(zip(names, texts))
    for name, text in files.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(rule_bytes(text) if path.suffix in (".abide", ".csv") else text.encode())
    return CHECK


def run(example, environment):
    with tempfile.TemporaryDirectory() as folder:
        command = prepare(example, folder)
        done = subprocess.run(
            command, cwd=folder, env=environment, timeout=60, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        return done.returncode, done.stdout.decode("utf-8", "replace")


def faults(code, page, environment):
    """What is wrong with a page, in words."""
    fails, repaired = page.split("\n## Fails\n")[1].split("\n## Repaired\n")
    status, shown = run(fails, environment)
    if code not in shown:
        yield f"the failing example does not show {code} (exit code {status}):\n{shown}"
    if f"error[{code}]" in shown and code[0] == "E" and status != RULES_HAVE_ERRORS:
        yield f"the failing example ends with exit code {status}:\n{shown}"
    status, shown = run(repaired, environment)
    if code in shown:
        yield f"the repaired example still shows {code}:\n{shown}"
    if status > 1:
        yield f"the repaired example ends with exit code {status}:\n{shown}"


def main():
    pages, bin_folder = sys.argv[1:]
    environment = {**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    environment["PATH"] = os.path.abspath(bin_folder) + ":" + environment["PATH"]
    count = failed = 0
    for path in sorted(pathlib.Path(pages).glob("*.md")):
        count += 1
        for fault in faults(path.stem, path.read_text(), environment):
            failed += 1
            print(f"{path}: {fault}")
    print(f"{count} pages run, {failed} faults")
    sys.exit(1 if failed or count == 0 else 0)


main()
