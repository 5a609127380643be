"""A report tells how it was made: from a saved JSON report and nothing else the command line is
put together, run again where the first one ran, and has to write the same bytes.

usage: remake.py FOLDER_OF_THE_COMMAND
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

# A name, the folder that is copied, and the words of the first run in it.
ODD = ["--rules", "rules.abide", "--set", "ceiling=3", "--as-of", "2024-03-05T10:00:00Z", "--since",
       "2024-01-02", "--until", "2024-03-05", "--clause", "acme.terms/*", "--clause", "*/spend",
       "--source", "canonical", "--allow-bad-lines", "3", "--max-findings", "4", "--strict",
       "--fail-on", "high,pending", "--lateness", "5 minutes", "--redact", "region",
       "--pseudonymise", "inference.org", "--pseudonym-key-file", "key", "--baseline", "known.json",
       "log.ndjson"]
CASES = [
    ("bytedance", "examples/bytedance", ["--rules", "rules", "--hash", "sha256", "logs"]),
    ("chain", "examples/chain", ["--rules", "rules", "logs"]),
    ("options", "tests/testdata/cli/forms", ODD),
]


def words_of(report):
    """The command line of a report; the key's file is what it can't tell."""
    options = report["options"]
    words = [word for path in options["rules"] for word in ("--rules", path)]
    for name, value in report["parameters"].items():
        words += ["--set", f"{name}={value}"]
    for name in ("as_of", "since", "until", "source", "baseline"):
        if options[name] is not None:
            words += ["--" + name.replace("_", "-"), options[name]]
    for name in ("allow_bad_lines", "max_findings", "fail_on"):
        words += ["--" + name.replace("_", "-"), str(options[name])]
    for glob in options["clauses"]:
        words += ["--clause", glob]
    if "hash" in options:
        words += ["--hash", options["hash"]]
    if options["strict"]:
        words.append("--strict")
    hidden = report["hidden"] or {"fields": [], "key": None}
    for field in hidden["fields"]:
        words += ["--redact" if field["how"] == "redacted" else "--pseudonymise", field["name"]]
    if hidden["key"]:
        words += ["--pseudonym-key-file", "key"]
    return words + [log["path"] for log in report["logs"]]


def run(abide, folder, words):
    done = subprocess.run([str(abide), "check", "-q", "--format", "json", *words], cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          timeout=300, check=False)
    if done.returncode not in (0, 1, 4):
        sys.exit(f"{words}: exits {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def main():
    abide = pathlib.Path(sys.argv[1], "abide").resolve()
    failed = 0
    for name, source, words in CASES:
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place, "examples", "run")
            # What a rule file imports from the folders above it has to be there, too.
            shutil.copytree("rules", pathlib.Path(place, "rules"))
            shutil.copytree(source, folder)
            if name == "options":
                rules = folder / "rules.abide"
                rules.write_text(rules.read_text() + "\nparameter ceiling = 5\n")
                (folder / "key").write_text("a key of more than sixteen bytes\n")
                (folder / "known.json").write_bytes(
                    run(abide, folder, ["--rules", "rules.abide", "log.ndjson"]))
            first = run(abide, folder, words)
            again = run(abide, folder, words_of(json.loads(first)))
            if not json.loads(first)["findings"]:
                failed += 1
                print(f"{name}: no findings, so little is compared")
            if first != again:
                failed += 1
                print(f"{name}: `abide check {' '.join(words_of(json.loads(first)))}` writes other bytes")
    print(f"{len(CASES)} reports made again: {failed} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
