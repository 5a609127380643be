"""SARIF by Microsoft's sarif-multitool, with GitHub's rules: no result of level error, for a plain run
and a hostile one and for remarks about rules; and a file with faults has some.

usage: validate_sarif.py FOLDER_OF_THE_COMMAND FOLDER_OF_NODE_MODULES
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import validate_forms  # noqa: E402


def errors(tool, path):
    """What the tool finds that is an error."""
    found = path.with_suffix(".found")
    done = subprocess.run(
        [tool, "validate", "--rule-kind", "Sarif;Ghas", "--log", "ForceOverwrite", "--output", found,
         "--level", "Error;Warning;Note", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}, timeout=300, check=False)
    if not found.exists():
        return [f"no output: {done.stdout.decode(errors='replace')[-500:]}"]
    runs = json.loads(found.read_text(encoding="utf-8-sig"))["runs"]
    notifications = [n for run in runs for invocation in run.get("invocations", [])
                     for kind in ("toolExecutionNotifications", "toolConfigurationNotifications")
                     for n in invocation.get(kind, [])]
    results = [result for run in runs for result in run.get("results", [])]
    return [f"{each.get('ruleId', '')} {each['message']}" for each in results + notifications
            if each.get("level") == "error"]


def main():
    abide = pathlib.Path(sys.argv[1], "abide").resolve()
    tool, = pathlib.Path(sys.argv[2]).resolve().glob(
        "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool")
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        runs = {"plain": (pathlib.Path(validate_forms.PLAIN).resolve(), "log.ndjson"),
                "hostile": (place, validate_forms.write_hostile(place)),
                "absolute": (pathlib.Path(validate_forms.PLAIN).resolve(),
                             str(pathlib.Path(validate_forms.PLAIN, "log.ndjson").resolve()))}
        paths = pathlib.Path("tests/testdata/cli/paths_of_a_finding_are_told_apart").resolve()
        runs["paths"] = (paths, "log.ndjson")
        every = [(f"{name}{' '.join(anchor)}", *run, anchor)
                 for name, run in runs.items() for anchor in validate_forms.ANCHORS]
        for name, folder, log, anchor in every:
            path = place / f"{name}.sarif"
            subprocess.run([abide, "check", "--rules", "rules.abide", "--quiet",
                            f"--format=sarif={path}", *anchor, log], cwd=folder, check=False,
                           stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for fault in errors(tool, path):
                failed += 1
                print(f"{name}: {fault}")
        # Remarks about rules: with repairs, and of rules with errors.
        remarks = pathlib.Path("tests/testdata/cli/lint_says_what_is_odd").resolve()
        (place / "odd.abide").write_text('clause c "\\u{202e}<b>%20"\n  forbid use where model in ["a"]\n')
        for name, folder, rules in (("remarks", remarks, "rules"), ("faults", place, "odd.abide"),
                                    ("remarks by absolute path", remarks, remarks / "rules")):
            path = place / f"{name}.sarif"
            subprocess.run([abide, "lint", f"--format=sarif={path}", rules], cwd=folder,
                           check=False, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            runs[name] = folder
            for fault in errors(tool, path):
                failed += 1
                print(f"{name}: {fault}")
        broken = json.loads((place / "plain.sarif").read_text())
        del broken["runs"][0]["results"][0]["locations"]
        broken["runs"][0]["results"][1]["ruleIndex"] = 999
        (place / "broken.sarif").write_text(json.dumps(broken))
        if len(errors(tool, place / "broken.sarif")) < 2:
            failed += 1
            print("a file with two faults passes")
    print(f"{len(runs)} files, {failed} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
