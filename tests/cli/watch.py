"""`abide test --watch`, as one who edits rules sees it.

usage: watch.py FOLDER_OF_THE_COMMAND
"""

import os
import pathlib
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

PATIENCE = 20  # seconds
# Nothing that has to come, so this is all that is waited for in vain.
QUIET = 0.4

EVENTS = """event call "A call"
  team    string
  region  string
"""
RULES = """import "events.abide"

policy acme.ai "Rules"
  effective 2024-01-01

list good = ["eu"]

clause in-europe "Calls stay in Europe"
  forbid call where region not in good

clause no-ads "The team ads does not call"
  forbid call where team == "ads"

test "a call from afar" of in-europe
  2024-03-01 call { team: "ops", region: "us" } => breach

test "a call of ads" of no-ads
  2024-03-01 call { team: "ads", region: "eu" } => breach
"""
COUNTS = re.compile(r"^(\d+) of (\d+) tests?: (\d+) failed, \d+ ms$")


class Watch:
    def __init__(self, folder, *words):
        self.process = subprocess.Popen(["abide", "test", "--watch", *words], cwd=folder,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, pattern):
        """All lines up to one that matches, and the match."""
        seen, end = [], time.monotonic() + PATIENCE
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise SystemExit(f"waited for {pattern.pattern!r}, saw {seen}") from None
            seen.append(line)
            if match := pattern.match(line):
                return seen, match

    def counts(self):
        """Of the next run: how many were run, of how many, and how many failed. A file that is
        written is empty for a moment, and on a busy machine that moment may be seen."""
        while True:
            _, match = self.until(COUNTS)
            counts = tuple(map(int, match.groups()))
            if counts != (0, 0, 0):
                return counts

    def stays_quiet(self):
        try:
            line = self.lines.get(timeout=QUIET)
        except queue.Empty:
            return
        raise SystemExit(f"nothing was to come, and there came {line!r}")

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)


def expect(got, wanted, what):
    if got != wanted:
        raise SystemExit(f"{what}: {got}, and {wanted} was expected")


def by_rename(path, text):
    other = path.with_suffix(".swp")
    other.write_text(text)
    other.rename(path)


def edits(folder):
    rules, events = folder / "rules.abide", folder / "events.abide"
    rules.write_text(RULES)
    events.write_text(EVENTS)
    watch = Watch(folder, ".")
    expect(watch.counts(), (2, 2, 0), "the first run runs all")

    fewer = RULES.replace('team == "ads"', 'team == "adverts"')
    rules.write_text(fewer)
    expect(watch.counts(), (1, 2, 1), "a clause runs its own test")
    by_rename(rules, RULES)
    expect(watch.counts(), (1, 2, 0), "saved by rename, the failed one runs again")
    rules.write_text(RULES.replace('["eu"]', '["eu", "us"]'))
    expect(watch.counts(), (1, 2, 1), "a list runs the test of the clause that has its name")
    rules.write_text(RULES)
    expect(watch.counts(), (1, 2, 0), "and back")
    events.write_text(EVENTS + "  cost    number?\n")
    expect(watch.counts(), (2, 2, 0), "an event of an import runs whatever uses it")
    (folder / "notes.txt").write_text("nothing to do with rules")
    rules.write_text(RULES)
    watch.stays_quiet()

    rules.write_text(RULES.replace("forbid call where team", "forbid call were team"))
    seen, _ = watch.until(re.compile(r"^\d+ errors?; no test was run$"))
    expect(any("error[" in line for line in seen), True, "broken rules show diagnostics")
    rules.write_text(RULES)
    expect(watch.counts(), (2, 2, 0), "repaired rules run all")

    (folder / "more.abide").write_text(
        'import "rules.abide"\n\ntest "another one" of no-ads\n'
        '  2024-03-01 call { team: "ads", region: "eu" } => breach\n')
    expect(watch.counts(), (3, 3, 0), "a new file")
    (folder / "more.abide").unlink()
    expect(watch.counts(), (2, 2, 0), "a file that is gone")
    expect(watch.end(), 0, "exit code after Ctrl-C")


def ends_with_the_last_result(folder):
    (folder / "events.abide").write_text(EVENTS)
    rules = folder / "rules.abide"
    rules.write_text(RULES.replace('team == "ads"', "team == \"adverts\""))
    watch = Watch(folder, "rules.abide")
    expect(watch.counts(), (2, 2, 1), "a failing test")
    expect(watch.end(signal.SIGTERM), 1, "exit code where a test fails")
    rules.write_text("clause")
    watch = Watch(folder, "rules.abide")
    watch.until(re.compile(r"^\d+ errors?; no test was run$"))
    expect(watch.end(), 3, "exit code where the rules have errors")


def follows_links(folder):
    """What the folder's notifications do not tell."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    named = folder / "named"
    named.mkdir()
    (named / "events.abide").write_text(EVENTS)
    (elsewhere / "old").write_text(RULES)
    (elsewhere / "new").write_text(RULES.replace('team == "ads"', 'team == "adverts"'))
    (elsewhere / "link").symlink_to("old")
    (named / "rules.abide").symlink_to("../elsewhere/link")
    watch = Watch(named, ".")
    expect(watch.counts()[1:], (2, 0), "through links")
    (elsewhere / "link2").symlink_to("new")
    (elsewhere / "link2").rename(elsewhere / "link")
    expect(watch.counts()[1:], (2, 1), "a link leads elsewhere")
    expect(watch.end(), 1, "exit code")


def without_notifications(folder):
    """Where the system has none to give, files are looked at now and then."""
    (folder / "none.cpp").write_text(
        '#include <cerrno>\nextern "C" int inotify_init1(int) { errno = EMFILE; return -1; }\n')
    library = folder / "none.so"
    subprocess.run(["c++", "-shared", "-fPIC", "-o", library, folder / "none.cpp"], check=True)
    os.environ["LD_PRELOAD"] = str(library)
    try:
        # A sanitizer wants to be loaded first.
        if subprocess.run(["abide", "version"], capture_output=True, check=False).returncode != 0:
            print("without_notifications: skipped, this build takes no other library in front")
            return
        edits(folder)
    finally:
        del os.environ["LD_PRELOAD"]


def main():
    os.environ["PATH"] = os.path.abspath(sys.argv[1]) + ":" + os.environ["PATH"]
    for case in (edits, ends_with_the_last_result, follows_links, without_notifications):
        with tempfile.TemporaryDirectory() as folder:
            case(pathlib.Path(folder))
            print(f"{case.__name__}: as expected")


main()
