"""Several files, names for one file, and what goes on beside the editor.

usage: files_test.py PROGRAM
"""

import os
import pathlib
import sys
import tempfile
import time

from client import Client, applied, part, uri_of

PROGRAM = sys.argv[1]


class Workspace:
    """A folder with files, and a client that has it open."""

    def __init__(self, files, **more):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name).resolve()
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.texts = dict(files)
        self.client = Client(PROGRAM, folder=self.folder, **more)

    def uri(self, name):
        return uri_of(self.folder / name)

    def open(self, *names):
        for name in names:
            self.client.open(self.uri(name), self.texts[name])

    def at(self, method, name, words, **more):
        before, _, after = words.partition("|")
        head = self.texts[name][:self.texts[name].index(before + after) + len(before)]
        line, column = head.count("\n"), len(head.rpartition("\n")[2])
        return self.client.request(f"textDocument/{method}", {
            "textDocument": {"uri": self.uri(name)},
            "position": {"line": line, "character": column}, **more}, raw=True)

    def changed(self, *names):
        self.client.notify("workspace/didChangeWatchedFiles",
                           {"changes": [{"uri": self.uri(name), "type": 2} for name in names]})

    def end(self):
        self.client.end()
        self.temporary.cleanup()


def test_one_file_under_two_names():
    work = Workspace({"a.abide": "event call\n  user string\n"})
    os.symlink("a.abide", work.folder / "link.abide")
    work.texts["link.abide"] = work.texts["a.abide"]
    work.open("a.abide", "link.abide")
    work.client.change(work.uri("link.abide"), part(0, 0, 0, "# long " + "x" * 200 + "\nevent b\n  f string\n"))
    for name in ("a.abide", "link.abide"):
        assert len(work.client.of("documentSymbol", work.uri(name))) == 2
        work.client.of("semanticTokens/full", work.uri(name))
    work.client.notify("textDocument/didClose", {"textDocument": {"uri": work.uri("link.abide")}})
    assert work.client.of("documentSymbol", work.uri("a.abide"))
    work.end()


def test_faults_go_with_their_files():
    work = Workspace({"a.abide": "event call\n  user string\n", "b.abide": "clause x \"y\"\n  forbid cal\n"})
    work.open("a.abide")
    assert work.client.diagnostics(work.uri("b.abide"))
    (work.folder / "b.abide").unlink()
    work.changed("b.abide")
    assert work.client.diagnostics(work.uri("b.abide")) == []
    (work.folder / "b.abide").write_text(work.texts["b.abide"])
    work.changed("b.abide")
    assert work.client.diagnostics(work.uri("b.abide"))
    work.client.notify("textDocument/didClose", {"textDocument": {"uri": work.uri("a.abide")}})
    assert work.client.diagnostics(work.uri("b.abide")) == []
    work.end()


def test_logs_that_are_no_files():
    work = Workspace({"a.abide": "event call\n  user string\nclause x \"y\"\n  forbid call where user == \"a\"\n"})
    work.open("a.abide")
    os.mkfifo(work.folder / "pipe")
    for log in ("-", str(work.folder / "pipe"), str(work.folder / "none")):
        work.client.notify("workspace/didChangeConfiguration", {"settings": {"log": log}})
        work.client.request("workspace/executeCommand", {
            "command": "abide.checkLog", "arguments": [work.uri("a.abide")]})
        message = work.client.note("window/showMessage")
        assert message["type"] == 1, message
    work.end()


def test_rename_over_all_that_is_open():
    work = Workspace({"v/v.abide": "event pay\n  user string\n",
                      "r/r.abide": "import \"../v/v.abide\"\nclause x \"y\"\n  forbid pay where user == \"a\"\n"})
    work.open("v/v.abide", "r/r.abide")
    edits = work.at("rename", "v/v.abide", "us|er", newName="who")["result"]["changes"]
    assert sorted(edits) == sorted([work.uri("v/v.abide"), work.uri("r/r.abide")]), edits
    assert "where who ==" in applied(work.texts["r/r.abide"], edits[work.uri("r/r.abide")])
    found = work.at("references", "v/v.abide", "us|er", context={"includeDeclaration": True})["result"]
    assert len(found) == 2, found
    work.end()


def test_renames_that_are_refused():
    for text, words, name, why in (
            ("event pay\n  amount number\nparameter most = 1\nclause x \"y\"\n  forbid pay where amount > most and\n",
             "parameter mo|st", "lim", "stands in a declaration that has an error"),
            ("event call\n  usage.tokens number\n  tokens number\nclause x \"y\"\n"
             "  forbid call where usage.tokens > 3\n", "event ca|ll", "usage", ""),
            ("event call\n  user string\n", "us|er", "time", ""),
            ("event call\n  user string\nevent other\n  f string\n", "event ca|ll", "other", "")):
        work = Workspace({"a.abide": text})
        work.open("a.abide")
        answer = work.at("rename", "a.abide", words, newName=name)
        assert why in answer["error"]["message"], answer
        assert "result" in work.at("rename", "a.abide", "event |", newName="fine") or why
        work.end()


def test_tests_of_one_title():
    test = "test \"same\" of x\n  2026-02-01T09:00Z call { user: \"a\" } => "
    rules = "event call\n  user string\nclause x \"y\"\n  forbid call where user == \"a\"\n"
    work = Workspace({"rules.abide": rules, "a.abide": "import \"rules.abide\"\n" + test + "breach\n",
                      "b.abide": "import \"rules.abide\"\n" + test + "kept\n"})
    work.open("a.abide", "b.abide")
    for name in ("a.abide", "b.abide"):
        work.client.request("workspace/executeCommand", {
            "command": "abide.runTest", "arguments": [work.uri(name), "same"]})
        work.client.note("window/showMessage")

    def lens(name):
        return work.client.of("codeLens", work.uri(name))[0]["command"]["title"]

    assert lens("a.abide").startswith("Passed") and lens("b.abide").startswith("Failed")
    (work.folder / "rules.abide").write_text(rules.replace("\"a\"", "\"b\""))
    work.changed("rules.abide")
    assert lens("a.abide") == lens("b.abide") == "Run test"
    work.end()


def test_costs_are_bounded():
    deep = "event call\n  n number\ndefine d0(x) = x > 1\n" + "".join(
        f"define d{i}(x) = d{i - 1}(x) and d{i - 1}(x)\n" for i in range(1, 12)) + \
        "clause x \"y\"\n  forbid call where d11(n)\n"
    for text in ("list q = [" + "1, " * 60_000 + "1]\n", "# 😀 " + "é" * 200_000 + "\n", deep):
        work = Workspace({"a.abide": text})
        begin = time.monotonic()
        work.open("a.abide")
        work.client.of("semanticTokens/full", work.uri("a.abide"))
        seconds = time.monotonic() - begin
        assert seconds < 30, (text[:20], seconds)
        work.end()


def main():
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            begin = time.monotonic()
            test()
            print(f"ok: {name[5:].replace('_', ' ')}, {time.monotonic() - begin:.1f} s")


if __name__ == "__main__":
    main()
