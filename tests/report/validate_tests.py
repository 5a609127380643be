"""What `abide test` writes for other programs, read by others: JUnit XML by xmllint against
junit.xsd, an lcov tracefile by lcov. Exits 77 (skipped) where one of them is not installed.

usage: validate_tests.py FOLDER_OF_THE_COMMAND
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

RULES = ["test_failure_tells_why", "test_junit_escapes_hostile_text", "test_coverage",
         "test_every_verdict_passes"]


def run(*command):
    return subprocess.run(command, text=True, timeout=120, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def check(rules, abide, folder):
    """What is wrong, in words."""
    junit, trace = folder / "tests.xml", folder / "rules.info"
    done = run(abide, "test", rules, f"--format=junit={junit}", f"--coverage=lcov:{trace}")
    if done.returncode > 1:
        yield done.stdout
    suites = ElementTree.parse(junit).getroot()
    if int(suites.get("tests")) != len(list(suites.iter("testcase"))):
        yield "the count of tests is wrong"
    if int(suites.get("failures")) != len(list(suites.iter("failure"))):
        yield "the count of failures is wrong"
    if shutil.which("xmllint"):
        done = run("xmllint", "--noout", "--schema", "tests/report/junit.xsd", str(junit))
        if done.returncode != 0:
            yield done.stdout
    if shutil.which("lcov"):
        done = run("lcov", "--rc", "lcov_branch_coverage=1", "--summary", str(trace))
        read = re.findall(r"(lines|functions|branches)\.*: [\d.]+% \((\d+) of (\d+)", done.stdout)
        text = trace.read_text()
        for kind, hit, found in read:
            letter = {"lines": "L", "functions": "FN", "branches": "BR"}[kind]
            for name, count in ((letter + "H", hit), (letter + "F", found)):
                if sum(map(int, re.findall(rf"^{name}:(\d+)$", text, re.MULTILINE))) != int(count):
                    yield f"lcov reads {count} for {name}\n{done.stdout}"
        if done.returncode != 0 or len(read) != 3:
            yield f"lcov does not read the tracefile\n{done.stdout}"


def main():
    abide = str(pathlib.Path(sys.argv[1], "abide"))
    failed = 0
    for name in RULES:
        with tempfile.TemporaryDirectory() as folder:
            for fault in check(f"tests/testdata/cli/{name}/rules", abide, pathlib.Path(folder)):
                failed += 1
                print(f"{name}: {fault}")
    missing = [tool for tool in ("xmllint", "lcov") if not shutil.which(tool)]
    print(f"{len(RULES)} rule sets, {failed} faults")
    if missing:
        print(f"skipped: {' and '.join(missing)} not installed")
    return 1 if failed else 77 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
