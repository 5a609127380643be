"""Expands every snippet as an editor does when nobody types over its placeholders, once for each of its
choices, and has the program check the rules and their style.

usage: snippets.py FOLDER_OF_THE_COMMAND
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SNIPPETS = pathlib.Path("examples/editors/vscode/snippets/abide.json")
VARIABLES = {"CURRENT_YEAR": "2026", "CURRENT_MONTH": "03", "CURRENT_DATE": "09"}
BEGIN = re.compile(r"\$(?:\{(\d+|[A-Z_]+)([:|}])|(\d+|[A-Z_]+))")

# What a snippet may speak of.
IMPORT = 'import "vocabulary.abide"\n'
POLICY = '\npolicy acme.ai-use "Use of AI"\n  effective 2026-01-01\n'
CLAUSE_HEAD = """
clause own-regions-only "Calls stay in our regions"
  severity medium
  forbid   inference where region not in ["eu"]
"""
CLAUSE = CLAUSE_HEAD + "  about    account, user\n"


class Expansion:
    """The text of a snippet; of each choice the `pick`th option, or the last one before it."""

    def __init__(self, text, pick):
        self.text, self.pick, self.at = text, pick, 0
        self.most = 0
        self.values = {}
        self.result = self.until("")

    def until(self, end):
        written = ""
        while self.at < len(self.text):
            one = self.text[self.at]
            found = BEGIN.match(self.text, self.at)
            if one == "\\":
                written += self.text[self.at + 1]
                self.at += 2
            elif one == end:
                self.at += 1
                return written
            elif found:
                self.at = found.end()
                written += self.field(found)
            else:
                written += one
                self.at += 1
        if end:
            raise ValueError(f"has no {end}")
        return written

    def field(self, found):
        name = found[1] or found[3]
        if found[2] == ":":
            value = self.until("}")
        elif found[2] == "|":
            options = self.until("|").split(",")
            if self.text[self.at] != "}":
                raise ValueError("has a choice without }")
            self.at += 1
            self.most = max(self.most, len(options) - 1)
            value = options[min(self.pick, len(options) - 1)]
        elif not name.isdigit():
            return VARIABLES[name]
        elif name == "0":
            return ""
        else:
            return self.values[name]
        # A placeholder that stands twice is typed once.
        if self.values.setdefault(name, value) != value:
            raise ValueError(f"has two defaults for {name}: {self.values[name]!r}, {value!r}")
        return value


def rules_with(prefix, text):
    """A whole rule file with the snippet in its place."""
    if prefix == "unless":
        body = "".join(f"  {line}\n" for line in text.splitlines())
        return IMPORT + POLICY + CLAUSE_HEAD + body + "  about    account, user\n"
    if prefix == "import":
        return text
    policy = "" if prefix == "policy" else POLICY
    clause = "" if "clause own-regions-only " in text else CLAUSE
    return IMPORT + policy + clause + "\n" + text


def faults_of(prefix, text, command, folder):
    path = pathlib.Path(folder, "rules.abide")
    path.write_text(rules_with(prefix, text).rstrip("\n") + "\n")
    for words in (["check", "--rules", path.name], ["fmt", "--diff", path.name]):
        done = subprocess.run([command, *words], cwd=folder, capture_output=True, text=True, timeout=60)
        if done.returncode != 0 or "warning" in done.stderr:
            return f"abide {words[0]} exits with {done.returncode}:\n{done.stdout}{done.stderr}"
    return None


def main():
    command = str(pathlib.Path(sys.argv[1], "abide").absolute())
    snippets = json.loads(SNIPPETS.read_text())
    seen, failed, runs = set(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy("rules/vocabulary.abide", folder)
        pathlib.Path(folder, "teams.csv").write_text("team,from,until\nads,2026-01-01,\n")
        for name, snippet in snippets.items():
            prefixes = snippet["prefix"] if isinstance(snippet["prefix"], list) else [snippet["prefix"]]
            if seen & set(prefixes) or not snippet["description"]:
                failed += 1
                print(f"{name}: a prefix is there twice, or there is no description")
            seen |= set(prefixes)
            pick = most = 0
            while pick <= most:
                fault = None
                try:
                    expansion = Expansion("\n".join(snippet["body"]), pick)
                    most = expansion.most
                    fault = faults_of(prefixes[0], expansion.result, command, folder)
                except (KeyError, ValueError) as error:
                    fault = f"the snippet {error}"
                runs += 1
                pick += 1
                if fault:
                    failed += 1
                    print(f"{name}: {fault}")
                    break
    print(f"{len(snippets)} snippets, {runs} expansions, {failed} faults")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
