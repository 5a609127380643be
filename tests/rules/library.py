"""Keeps the generated parts of rules/library.md, what the library holds and which log decides which
clause, and the short form of the latter in rules/README.md. A part stands between
`<!-- begin NAME -->` and `<!-- end NAME -->`.

usage: library.py GUIDE README FOLDER_OF_THE_COMMAND

Exits 1 where a part is not what the rules say; with ABIDE_UPDATE_GOLDENS=1 in the environment it is
written anew instead. Runs the command once.
"""

import collections
import difflib
import os
import pathlib
import re
import subprocess
import sys

import decide
import dump

# What stands in one column: logs that are read side by side, or in each other's place. A source that
# ships and is missing here is an error.
FAMILIES = {
    "OpenAI": ["openai_audit", "openai_jobs", "openai_usage"],
    "Anthropic": ["anthropic_usage"],
    "Azure": ["azure_apim", "azure_openai"],
    "AWS": ["aws_bedrock", "aws_cloudtrail"],
    "Google": ["google_audit", "google_vertex"],
    "gateways": ["ai_sentry", "helicone", "langfuse", "litellm"],
    "OTel": ["otel_genai"],
    "training": ["mlflow", "wandb"],
    "lineage": ["openlineage", "prov_json"],
    "papers": ["cyclonedx", "in_toto", "spdx3_ai"],
}
MOST = 6


class Library:
    """What the rules hold: clauses by publisher and id, sources, events, policies, tests."""

    def __init__(self, text):
        self.clauses, self.sources, self.events = [], {}, {}
        self.policies, self.tests = [], collections.Counter()
        for lines in dump.blocks(text):
            word = lines[0].split()[0]
            if word == "clause":
                self.clauses.append(dump.clause_of(lines))
            elif word == "source":
                name, mappings = dump.source_of(lines)
                self.sources[name] = mappings
            elif word == "event":
                name = lines[0].split()[1].partition("@")[0]
                fields = {line.split()[0] for line in lines[1:] if not line.startswith("  flow")}
                self.events[name] = fields | {"time", "id"}
            elif word == "policy":
                self.policies.append(policy_of(lines))
            elif word == "test":
                named = " ".join(lines)
                self.tests.update(set(re.findall(r"\b([a-z0-9.-]+)/[a-z][a-z0-9-]*", named)))
        known = {name for names in FAMILIES.values() for name in names}
        if known != set(self.sources):
            raise SystemExit(f"FAMILIES and the sources differ in {known ^ set(self.sources)}")

    def publishers(self):
        return sorted({clause.id.partition(".")[0] for clause in self.clauses})

    def of(self, publisher):
        return [each for each in self.clauses if each.id.startswith(publisher + ".")]


def policy_of(lines):
    name, title = re.match(r'policy (\S+) "(.*)"', lines[0]).groups()
    said = dict(line.strip().partition(" ")[::2] for line in lines[1:])
    return name, title, said.get("version", "").strip('"')


def mark(library, clause, names):
    """The mark that a family gets: that of the source which decides most."""
    found = [decide.decide(clause, library.sources[name], library.events) for name in names]
    best = found[0]
    for each in found[1:]:
        best = decide.better(best, each)
    return best


def contents(library):
    """The policies: versions, clauses, tests."""
    clauses = collections.defaultdict(set)
    for clause in library.clauses:
        clauses[clause.id.partition("/")[0]].add(clause.id)
    versions = collections.defaultdict(list)
    titles = {}
    for name, title, version in library.policies:
        versions[name].append(version or "–")
        titles[name] = title
    lines = ["| policy | what it is | versions | clauses | tests |", "| --- | --- | --- | --- | --- |"]
    for name in sorted(clauses):
        spelled = ", ".join(sorted(versions[name]))
        lines.append(f"| `{name}` | {titles[name]} | {spelled} | {len(clauses[name])} "
                     f"| {library.tests[name]} |")
    total = sum(map(len, clauses.values()))
    lines += ["", f"{len(clauses)} policies in {len(library.policies)} versions, {total} clauses "
              f"({len(library.clauses)} with those of each version)."]
    return lines


def rows(library, publisher):
    """Clause and version to what each family gets; versions of one clause with the same marks are one."""
    found = collections.defaultdict(list)
    for clause in library.of(publisher):
        got = [mark(library, clause, names) for names in FAMILIES.values()]
        found[clause.id, tuple(each[0] for each in got)].append((clause, got))
    return found


def summary(library):
    """A row for each publisher: how many clauses each family of logs decides, in part, or leaves
    undetermined. Of a clause with several versions the last one counts."""
    lines = ["| publisher | clauses | " + " | ".join(FAMILIES) + " |",
             "| --- | --: |" + " :-: |" * len(FAMILIES)]
    for publisher in library.publishers():
        last = {clause.id: clause for clause in sorted(library.of(publisher), key=lambda each: each.version)}
        cells = []
        for names in FAMILIES.values():
            marks = collections.Counter(mark(library, clause, names)[0] for clause in last.values())
            exercised = [f"{marks[sign]}{sign}" for sign in reversed(decide.RANKS[1:]) if marks[sign]]
            cells.append(" ".join(exercised) or decide.SILENT)
        lines.append(f"| {publisher} | {len(last)} | " + " | ".join(cells) + " |")
    return lines


def decisions(library):
    lines = []
    for publisher in library.publishers():
        lines += [f"### {publisher}", "", "| clause | " + " | ".join(FAMILIES) + " |",
                  "| --- |" + " :-: |" * len(FAMILIES)]
        found = rows(library, publisher)
        split = collections.Counter(name for name, _ in found)
        notes = Notes(library)
        for (name, marks), versions in sorted(found.items(), key=lambda each: each[0][0]):
            short = name.partition(".")[2]
            which = ", ".join(sorted(clause.version for clause, _ in versions))
            label = f"`{short}`" + (f" ({which})" if split[name] > 1 else "")
            lines.append(f"| {label} | " + " | ".join(marks) + " |")
            for clause, got in versions:
                notes.add(clause, got)
        lines += [""] + notes.lines()
    return lines[:-1]


class Notes:
    """What stands below a publisher's table: which fields and events are missing, and for how many
    clauses."""

    def __init__(self, library):
        mappings = [each for mappings in library.sources.values() for each in mappings]
        self.made = {kind for kind, _ in mappings}
        self.filled = {f"{kind}.{name}" for kind, fields in mappings for name in fields}
        self.missing, self.unmade, self.without = (collections.defaultdict(set) for _ in range(3))

    def add(self, clause, got):
        for kind in {kind for pattern, _ in decide.triggers(clause) for kind, _ in pattern.cases}:
            if kind not in self.made:
                self.unmade[kind].add(clause.id)
        silent = all(sign == decide.SILENT for sign, _ in got)
        for sign, fields in got:
            for name in fields:
                if sign in (decide.UNDETERMINED, decide.IN_PART):
                    self.missing[name].add(clause.id)
                elif silent and name not in self.filled:
                    self.without[name].add(clause.id)

    def lines(self):
        return (self.line("Missing most, with the number of clauses", self.missing, MOST)
                + self.line("In no log that is read here", self.unmade)
                + self.line("Clauses that look only where a log has this, and none has", self.without))

    @staticmethod
    def line(words, found, most=None):
        ordered = sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))[:most]
        listed = ", ".join(f"`{name}` {len(clauses)}" for name, clauses in ordered)
        return [f"{words}: {listed}.", ""] if ordered else []


def replaced(text, name, lines):
    pattern = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
    body = "\n" + "\n".join(lines) + "\n\n"
    text, count = pattern.subn(lambda found: found[1] + body + found[2], text)
    if count != 1:
        raise SystemExit(f"the part `{name}` stands {count} times in the guide, not once")
    return text


def compare(path, wanted):
    """How a file differs from what it should be, or, where goldens are rewritten, nothing."""
    found = path.read_text(encoding="utf-8") if path.exists() else ""
    if found == wanted:
        return []
    if os.environ.get("ABIDE_UPDATE_GOLDENS") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted, encoding="utf-8")
        return []
    diff = difflib.unified_diff(found.splitlines(), wanted.splitlines(), str(path), "as it should be",
                                lineterm="")
    return [*diff, "ABIDE_UPDATE_GOLDENS=1 writes it anew"]


def main():
    guide, readme, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
    command = [os.path.join(folder, "abide"), "check", "--rules", "rules", "--dump", "checked"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    library = Library(done.stdout)
    is_text = guide.read_text(encoding="utf-8")
    wanted = replaced(is_text, "contents", contents(library))
    wanted = replaced(wanted, "decisions", decisions(library))
    faults = compare(guide, wanted)
    faults += compare(readme, replaced(readme.read_text(encoding="utf-8"), "summary", summary(library)))
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
