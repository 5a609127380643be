"""Runs the examples of the language guide as its head comment says.

usage: run_guide.py GUIDE FOLDER_OF_THE_COMMAND

With ABIDE_UPDATE_GOLDENS=1 in the environment, what console blocks show is written anew; findings
and error codes are not: those are what the guide claims.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# Without `file=`.
DEFAULT_NAMES = {"abide": "example.abide", "ndjson": "example.ndjson", "toml": "abide.toml"}


class Block:
    """A fenced block: `words` of its info string, `lines` within, `first` line number from 1."""

    def __init__(self, words, lines, first):
        self.words, self.lines, self.first = words, lines, first

    @property
    def kind(self):
        return self.words[0] if self.words else ""

    def value(self, name):
        values = [word.partition("=")[2] for word in self.words if word.startswith(name + "=")]
        return values[0] if values else None

    @property
    def text(self):
        return "".join(line + "\n" for line in self.lines)


def sections(lines):
    """The blocks of each section, from one `## ` heading to the next."""
    found, words, first = [[]], None, 0
    for number, line in enumerate(lines, 1):
        if line.startswith("```"):
            if words is None:
                words, first = line[3:].split(), number
            else:
                found[-1].append(Block(words, lines[first : number - 1], first + 1))
                words = None
        elif words is None and line.startswith("## "):
            found.append([])
    if words is not None:
        raise SystemExit(f"line {first}: this block has no end")
    return found


class Section:
    """Goes through the blocks of one section in a folder of its own."""

    def __init__(self, folder, environment):
        self.folder, self.environment = pathlib.Path(folder), environment
        self.rules = self.log = None
        self.ran, self.faults, self.shown = 0, [], {}

    def run(self, blocks):
        for block in blocks:
            name = block.value("file") or DEFAULT_NAMES.get(block.kind)
            if name and block.kind in ("abide", "ndjson", "csv", "toml"):
                (self.folder / name).write_text(block.text, encoding="utf-8")
            if block.kind == "abide":
                self.rules = name
                self.check_rules(block)
            elif block.kind == "ndjson":
                self.log = name
            elif block.kind == "text":
                self.check_findings(block)
            elif block.kind == "console":
                self.check_console(block)

    def abide(self, *arguments):
        return subprocess.run(["abide", "check", "--rules", self.rules, *arguments],
                              cwd=self.folder, env=self.environment, text=True, timeout=120,
                              stdin=subprocess.DEVNULL, capture_output=True)

    def check_rules(self, block):
        self.ran += 1
        (self.folder / "empty.ndjson").write_text("")
        done = self.abide("empty.ndjson")
        codes = set(re.findall(r"\berror\S*\[(E\d{4})\]|\b(E\d{4})\b", done.stderr))
        codes = {code for pair in codes for code in pair if code}
        wanted = block.value("fails")
        if wanted:
            right = done.returncode == 3 and wanted in codes
        else:
            right = done.returncode == 0
        if not right:
            self.fault(block, f"expected {wanted or 'no error'}, exit code {done.returncode}\n{done.stderr}")

    def check_findings(self, block):
        self.ran += 1
        done = self.abide(self.log, "--format", "jsonl")
        findings = [json.loads(line) for line in done.stdout.splitlines()]
        lines = [self.say(finding) for finding in findings]
        if sorted(lines) != sorted(block.lines):
            self.fault(block, "the findings are\n" + "\n".join(lines) + "\n" + done.stderr)

    @staticmethod
    def say(finding):
        verdict = finding["verdict"]
        clause = finding["clause"].rpartition("/")[2]
        text = f"line {finding['event']['line']}: {verdict}"
        text += (" of " if verdict == "breach" else " for ") + clause
        missing = finding.get("missing")
        return text + (f" (missing {', '.join(missing)})" if missing else "")

    def check_console(self, block):
        """Each command of a block, with what it prints; a last `...` leaves out the rest."""
        lines = []
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            self.ran += 1
            command = part.partition("\n")[0]
            done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.environment,
                                  text=True, timeout=120, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            lines += ["$ " + command] + [line.rstrip() for line in done.stdout.splitlines()]
            if done.returncode > 1:
                self.fault(block, f"$ {command}\n{done.stdout}(exit code {done.returncode})")
        if lines != block.lines:
            self.shown[block.first] = (len(block.lines), lines)

    def fault(self, block, text):
        self.faults.append(f"line {block.first}: {text}")


def main():
    guide, bin_folder = pathlib.Path(sys.argv[1]), sys.argv[2]
    update = os.environ.get("ABIDE_UPDATE_GOLDENS") == "1"
    environment = {**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "COLUMNS": "100"}
    environment["PATH"] = os.path.abspath(bin_folder) + ":" + environment["PATH"]
    lines = guide.read_text(encoding="utf-8").splitlines()
    ran, faults, shown = 0, [], {}
    for blocks in sections(lines):
        with tempfile.TemporaryDirectory() as folder:
            vocabulary = (guide.parent / "vocabulary.abide").read_text(encoding="utf-8")
            pathlib.Path(folder, "vocabulary.abide").write_text(vocabulary, encoding="utf-8")
            if any('import "sources/' in block.text for block in blocks):
                shutil.copytree(guide.parent / "sources", pathlib.Path(folder, "sources"))
            section = Section(folder, environment)
            section.run(blocks)
            ran += section.ran
            faults += section.faults
            shown.update(section.shown)
    for first in sorted(shown, reverse=True):
        count, printed = shown[first]
        if update:
            lines[first - 1 : first - 1 + count] = printed
        else:
            faults.append(f"line {first}: what is printed is\n" + "\n".join(printed))
    if update and shown:
        guide.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    for fault in faults:
        print(f"{guide}: {fault}\n")
    print(f"{ran} examples run, {len(faults)} failed")
    return 1 if faults or ran == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
