"""Looks whether each clause of the library says what a reader of it needs:

- a title, a citation with a place in the text, tags that tell how sure it is, a message, a remedy;
- above it a comment: the severity and its reason (`# High: …`), what it needs from the log
  (`Needs:`), and what it can't tell (`Can't …`, or what it leaves out in other words of LIMITS);
- conditions that take no silence for an answer: `has` and `else` only where MARKERS or COUNTED allow it;
- a name by the convention of rules/library.md: clauses of one name stand at the same kind of event,
  whatever policy they are of, and no name uses a word for which another one was chosen;
- a test that lacks information, so that its norm is unknown (rules_coverage asks for true and false,
  and for those of each exception);
- a message that has words for what the log does not say: whatever the verdict of a test, no hole of it
  is printed as `?`.

usage: clauses.py FOLDER_OF_THE_COMMAND

Runs the command three times.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import decide
import library

RULES = pathlib.Path("rules")
SURE = {"seen", "quoted", "unverified", "internal"}
# Tags that say why a citation has no number: the text numbers nothing there, or nobody knows it.
UNNUMBERED = {"heading", "unverified", "unverified-section", "internal"}
PLACE = re.compile(r"\d|\([a-z]+\)|paragraph")
LIMITS = re.compile(r"\b[Cc]an't\b|\bnot (judged|asked|counted)\b")
# Fields whose absence has a meaning, which rules/vocabulary.abide tells: a clause may ask `has` of them.
MARKERS = {"base_model", "person", "within_product"}
# Fields by which calls are counted together: another call without one is none of theirs.
COUNTED = {"key", "user"}
# Words in names for which another one was chosen, and that one.
CHOSEN = {
    "rival": "competing-models", "rivals": "competing-models", "competitor": "competing-products",
    "service": "products", "services": "products", "outputs": "output", "countries": "regions",
    "forbidden": "prohibited", "credentials": "keys", "oversight": "decisions-are-reviewed",
    "supervision": "decisions-are-reviewed", "scrape": "extraction", "scraping": "extraction",
}
# Names that use such a word in another sense.
OTHER_SENSE = {
    "much-output-for-a-rival", "no-help-for-rivals", "no-medical-service", "no-model-scraping",
    "no-embargoed-countries", "no-service-to-owned-parties", "large-services-ask-first",
}


class Written:
    """A clause as it stands in its file: `comment` is the block above it, `body` its own text."""

    def __init__(self, path, lines, at):
        end, top = at + 1, at
        while end < len(lines) and lines[end].startswith(" "):
            end += 1
        while top and lines[top - 1].startswith("#"):
            top -= 1
        self.body = "\n".join(lines[at:end])
        self.comment = " ".join(line[1:].strip() for line in lines[top:at])
        self.name, self.title = re.match(r'clause (\S+) "((?:[^"\\]|\\.)*)"', self.body).groups()
        self.place = f"{path}:{at + 1}: {self.name}"

    def attribute(self, word):
        found = re.search(rf"^  {word} +(\S.*)$", self.body, re.MULTILINE)
        return found[1] if found else ""

    def tags(self):
        found = re.search(r"^  tags +\[(.*?)\]", self.body, re.MULTILINE | re.DOTALL)
        return set(re.findall(r'"([^"]*)"', found[1])) if found else set()

    def faults(self):
        severity, cited, tags = self.attribute("severity"), self.attribute("cites"), self.tags()
        wanted = {
            "no title": self.title.strip(),
            "no citation": cited,
            "a citation without a number, and no tag that says why": PLACE.search(cited) or tags & UNNUMBERED,
            "no tag that says how sure it is": tags & SURE,
            "no message": self.attribute("message"),
            "no remedy": self.attribute("remedy"),
            f"its comment does not begin with `{severity.capitalize()}:` and the reason":
                severity and re.match(rf"{severity}: \w", self.comment, re.IGNORECASE),
            "its comment does not say what it needs (`Needs:`)": "Needs:" in self.comment,
            "its comment does not say what it can't tell (`Can't …`)": LIMITS.search(self.comment),
            "its comment speaks of another one (`as above`); say it here":
                not re.search(r": as (above|the)\b", self.comment),
        }
        return [f"{self.place}: {fault}" for fault, there in wanted.items() if not there] + self.silences()

    def silences(self):
        """Fields whose absence the clause decides by itself. `has` of a call or of a table's cell asks
        facts, which say what an empty place means."""
        code = re.sub(r'"(?:[^"\\]|\\.)*"', '""', self.body)
        asked = [name for name, more in re.findall(r"\bhas ([\w.]+)([\[(]?)", code)
                 if not more and name.rpartition(".")[2] not in MARKERS]
        asked += [name for name in re.findall(r'([\w.]+) else (?:true|false|""|\d)', code)
                  if name.rpartition(".")[2] not in MARKERS | COUNTED]
        return [f"{self.place}: takes the absence of `{name}` for an answer" for name in asked]


def written():
    for path in sorted(RULES.rglob("*.abide")):
        lines = path.read_text(encoding="utf-8").split("\n")
        for at, line in enumerate(lines):
            if line.startswith("clause "):
                yield Written(path, lines, at)


def name_faults(names, clauses):
    """Words that another one was chosen for, and names that stand for two norms."""
    for name in sorted(names - OTHER_SENSE):
        for word in sorted(set(name.split("-")) & set(CHOSEN)):
            yield f"{name}: `{word}` in a name; the word of the library is `{CHOSEN[word]}`"
    yield from (f"{name} in OTHER_SENSE is no clause" for name in sorted(OTHER_SENSE - names))
    events = collections.defaultdict(dict)
    for clause in clauses:
        kinds = {kind for pattern, _ in decide.triggers(clause) for kind, _ in pattern.cases}
        events[clause.id.partition("/")[2]][clause.id] = kinds
    for name, found in sorted(events.items()):
        if not set.intersection(*found.values()):
            stands = "; ".join(f"{one} at {', '.join(sorted(kinds))}" for one, kinds in sorted(found.items()))
            yield f"one name, several norms: {stands}"


def run(folder, *arguments):
    done = subprocess.run([os.path.join(folder, "abide"), *arguments], capture_output=True, text=True,
                          timeout=550)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)} exits with {done.returncode}:\n{done.stderr}")
    return done.stdout


def unseen(folder):
    """Norms that no test has left unknown."""
    report = json.loads(run(folder, "test", "--coverage", "--format", "json", str(RULES)))
    for clause in report["coverage"]:
        for point in clause["points"]:
            if point["part"] == "norm" and not point["unknown"]:
                yield (f"{clause['clause']} ({clause['version']}): no test lacks information for the norm "
                       f"`{point['text']}`")


def nameless(folder):
    """Messages of the tests' findings with a `?` in them. Every finding is made a surprise, in a copy of
    the rules, so that it is printed."""
    with tempfile.TemporaryDirectory() as where:
        for path in RULES.rglob("*"):
            copy = pathlib.Path(where) / path.relative_to(RULES)
            if path.suffix in (".abide", ".csv"):
                copy.parent.mkdir(parents=True, exist_ok=True)
                text = path.read_text(encoding="utf-8")
                copy.write_text(re.sub(r"(=>|,) (breach|excused|pending|undetermined)\b", r"\1 kept", text),
                                encoding="utf-8")
        lines = run(folder, "test", where).splitlines()
    found = [(line, after) for line, after in zip(lines, lines[1:])
             if re.match(r"    (breach|excused|pending|undetermined) at ", line)]
    if not found:
        raise SystemExit("no finding was printed: has the text of `abide test` changed?")
    for line, message in found:
        if re.search(r"(^|[\s(])\?($|[\s),.;'])", message):
            place = re.search(r"[\w./-]+\.abide:\d+", line)[0]
            yield f"{place.replace(where, str(RULES))}: the message says `?`: {message.strip()}"


def main():
    folder = sys.argv[1]
    clauses = list(written())
    held = library.Library(run(folder, "check", "--rules", str(RULES), "--dump", "checked"))
    if len(clauses) != len(held.clauses) or not clauses:
        raise SystemExit(f"{len(clauses)} clauses in the files, {len(held.clauses)} in the library")
    faults = [fault for clause in clauses for fault in clause.faults()]
    faults += name_faults({clause.name for clause in clauses}, held.clauses)
    faults += unseen(folder)
    faults += nameless(folder)
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
