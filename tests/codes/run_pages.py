"""Runs both examples of every page: the one under "Fails" shows the page's code, the one under
"Repaired" does not, and its rules have no errors.

usage: run_pages.py FOLDER_OF_PAGES FOLDER_OF_THE_COMMAND

An example of an E or L code is a rule file (```abide) and a log (```ndjson; empty if there is none),
which go through `abide check`; one of a W code goes through `abide lint`, and shows no other W code.
So that it need not be a whole policy, what a short example can't help is not asked for there. Further abide and csv blocks are the files that the rule file names
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
# Of a short example: it lacks citations and tests, reads not every field, and so on.
NOT_ASKED = "W0817 W0833 W0836 W0837 W0838 W0840 W0844 W0848 W0851 W0860".split()


def rule_bytes(text):
    """The rule file that an abide block stands for."""
    text = re.sub(r"^(.*\n)\.\.\.$", lambda match: match[1] * 1000, text, flags=re.MULTILINE)
    return text.encode().replace("\ufffd".encode(), b"\xff")


def lint_of(code):
    """The command that shows what there is to say of an example of `code`, and little else."""
    allowed = [word for other in NOT_ASKED if other != code for word in ("--allow", other)]
    return ["abide", "lint", "--verbose", *allowed, "rules.abide"]


def prepare(code, example, folder):
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
    return lint_of(code) if code[0] == "W" else CHECK


def run(code, example, environment):
    with tempfile.TemporaryDirectory() as folder:
        command = prepare(code, example, folder)
        done = subprocess.run(
            command, cwd=folder, env=environment, timeout=60, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        return done.returncode, done.stdout.decode("utf-8", "replace")


def repairs(code, example, environment):
    """Whether --fix takes the code out of the example."""
    with tempfile.TemporaryDirectory() as folder:
        command = prepare(code, example, folder)
        done = subprocess.run(
            [*command, "--fix"], cwd=folder, env=environment, timeout=60,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        return b"repaired rules.abide" in done.stdout and code.encode() not in done.stdout


def faults(code, page, environment):
    """What is wrong with a page, in words."""
    fails, repaired = page.split("\n## Fails\n")[1].split("\n## Repaired\n")
    status, shown = run(code, fails, environment)
    if code not in shown:
        yield f"the failing example does not show {code} (exit code {status}):\n{shown}"
    others = set(re.findall(r"\[(W\d{4})\]", shown)) - {code}
    if code[0] == "W" and others:
        yield f"the failing example shows {sorted(others)}, too:\n{shown}"
    if f"error[{code}]" in shown and code[0] == "E" and status != RULES_HAVE_ERRORS:
        yield f"the failing example ends with exit code {status}:\n{shown}"
    claims_repair = "`abide lint --fix`" in page
    if code[0] == "W" and claims_repair != repairs(code, fails, environment):
        yield f"--fix {'does not repair' if claims_repair else 'repairs'} the failing example"
    status, shown = run(code, repaired, environment)
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
