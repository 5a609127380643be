#!/usr/bin/env python3
"""Completes command lines in the real shells, each on a terminal of its own: types what a user
types, presses the tabulator, and reads what then stands there. A shell that is not installed is
said to be skipped; bash never is."""

import os
import pathlib
import pty
import re
import select
import shutil
import signal
import sys
import tempfile
import time

# What is typed, and what the line holds then. Where several words are possible none of them stands
# in it, and two tabulators list them.
CASES = [
    ("abide comp", "abide completion "),
    ("abide check --allow", "abide check --allow-bad-lines "),
    ("abide check --format mark", "abide check --format markdown "),
    ("abide check --fail-on crit", "abide check --fail-on critical "),
    ("abide check --rules terms.abide --clause house.use/no-", "house.use/no-minors "),
    ("abide check --rules terms.abide --set mo", "abide check --rules terms.abide --set most="),
    ("abide check --rules ter", "abide check --rules terms.abide "),
    ("abide explain E010", "E0109"),
    ("abide explain L0206", "abide explain L0206 "),
    ("abide test --format ju", "abide test --format junit "),
    ("abide completion z", "abide completion zsh "),
    ("abide check the\\ l", "abide check the\\ log.ndjson "),
]

RULES = """parameter most = 5

event use
  user    string
  minors  boolean

policy house.use "Use"

clause no-minors "Nothing for minors"
  forbid use where minors
"""

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"],
             "bind 'set bell-style none'; bind 'set enable-bracketed-paste off'; "
             "source <(abide completion bash)"),
    "zsh": (["zsh", "-f", "-i"],
            "autoload -Uz compinit; compinit -u -D; unsetopt prompt_sp; "
            "source <(abide completion zsh)"),
    "fish": (["fish", "--no-config", "-i"], "abide completion fish | source"),
}
MARK = "all-is-set"
CONTROLS = re.compile(r"\x1b\[[0-9;?>]*[a-zA-Z]|\x1b[()=>][0-9AB]?|\x1b\][^\x07]*\x07|[\x00-\x08\x0e-\x1f]")


class Terminal:
    """A shell on a terminal of 200 columns, in a folder."""

    def __init__(self, command, folder, path):
        pid, self.master = pty.fork()
        if pid == 0:
            os.chdir(folder)
            os.environ.update(PATH=path, PS1="$ ", TERM="xterm", HOME=str(folder), COLUMNS="200",
                              LINES="60", LC_ALL="C.UTF-8")
            os.execvp(command[0], command)
        self.pid = pid
        self.text = ""

    def type(self, text):
        os.write(self.master, text.encode())

    def wait_for(self, wanted, seconds=20):
        """True once what was shown since the last `forget` holds `wanted`."""
        end = time.monotonic() + seconds
        while wanted not in CONTROLS.sub("", self.text):
            if not select.select([self.master], [], [], max(0, end - time.monotonic()))[0]:
                return False
            try:
                read = os.read(self.master, 65536)
            except OSError:
                return False
            self.text += read.decode(errors="replace")
            if b"\x1b[c" in read or b"\x1b[0c" in read:  # fish asks what terminal this is
                self.type("\x1b[?62c")
        return True

    def forget(self):
        self.text = ""

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.master)


def faults_of(name, folder, path):
    command, setup = SHELLS[name]
    failed = 0
    for typed, wanted in CASES:
        terminal = Terminal(command, folder, path)
        # The mark is not in what is typed, so it is seen only where the shell has printed it.
        terminal.type(setup + "; echo all-is''-set\r")
        if not terminal.wait_for(MARK):
            print(f"{name}: can't be set up: {terminal.text!r}")
            terminal.close()
            return failed + 1
        terminal.forget()
        terminal.type(typed + "\t")
        if not terminal.wait_for(wanted, 3):
            terminal.type("\t")  # a list, where there are several
            if not terminal.wait_for(wanted, 5):
                failed += 1
                shown = CONTROLS.sub("", terminal.text)
                print(f"{name}: `{typed}` and tabulator: no `{wanted}` in {shown!r}")
        terminal.close()
    return failed


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    path = f"{programs}:{os.environ['PATH']}"
    failed = 0
    tried = []
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        (folder / "terms.abide").write_text(RULES, encoding="utf-8")
        (folder / "the log.ndjson").write_text("", encoding="utf-8")
        for name in SHELLS:
            if shutil.which(name) is None:
                print(f"skipped: {name} is not installed")
                continue
            tried.append(name)
            failed += faults_of(name, folder, path)
    print(f"{len(CASES)} lines in {', '.join(tried)}: {failed} faults")
    return 1 if failed or "bash" not in tried else 0


if __name__ == "__main__":
    sys.exit(main())
