"""How many tests of rule files `abide test` runs a second: 2,000 of them in 20 files of ten clauses
each, without facts of their own and with a list of their own. Fails below a tenth of what a slow
machine does.

usage: time_tests.py FOLDER_OF_THE_COMMAND
"""

import pathlib
import subprocess
import sys
import tempfile
import time

FILES, CLAUSES, TESTS = 20, 10, 100
LEAST = 200  # a second

CLAUSE = """
clause rule-{n} "Rule {n}"
  forbid call where region in embargoed_{file} and purpose != "p{n}"
  unless "approved" preceded by (approval within {days} days where approval.subject == call.session)
  about  call.user
"""
TEST = """
test "test {n}" of rule-{clause}
{given}  2024-01-01 approval {{ subject: "s" }}
  2024-01-02 call {{ region: "atlantis", user: "ann", purpose: "x", session: "t" }} => breach
  2024-01-02 call {{ region: "atlantis", user: "bob", purpose: "x", session: "s" }} => excused
  2024-01-04 call {{ region: "ithaca", user: "bob", purpose: "x" }} => kept
"""
EVENTS = """event call
  region  string?
  user    string?
  purpose string?
  session string?

event approval
  subject string?
"""


def write(folder, has_givens):
    (folder / "events.abide").write_text(EVENTS)
    for file in range(FILES):
        text = f'import "events.abide"\n\npolicy house.p{file} "P"\n\n'
        text += f'list embargoed_{file} = ["atlantis"]\n'
        for n in range(CLAUSES):
            text += CLAUSE.format(n=n, file=file, days=n + 1)
        for n in range(TESTS):
            given = f'  given embargoed_{file} = ["atlantis", "mu-{n}"]\n' if has_givens else ""
            text += TEST.format(n=n, clause=n % CLAUSES, given=given)
        (folder / f"rules_{file}.abide").write_text(text)


def main():
    abide = str(pathlib.Path(sys.argv[1], "abide").resolve())
    slow = False
    for name, has_givens in (("without facts of their own", False), ("with a list each", True)):
        with tempfile.TemporaryDirectory() as folder:
            write(pathlib.Path(folder), has_givens)
            begin = time.monotonic()
            done = subprocess.run([abide, "test", folder], text=True, capture_output=True,
                                  check=False)
            seconds = time.monotonic() - begin
        if done.returncode != 0 or done.stdout != f"{FILES * TESTS} passed, 0 failed\n":
            print(done.stdout[-2000:], done.stderr[-2000:])
            return 1
        rate = FILES * TESTS / seconds
        print(f"{FILES * TESTS} tests {name}: {seconds:.2f} s, {rate:,.0f} a second")
        slow = slow or rate < LEAST
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
