"""Rule files are typed, cut and torn as people do it, and the server has to keep up.

usage: typing_test.py PROGRAM FILE…

Each file is typed character by character, with completion, hover and colours asked for at each; each of its
lines is taken out and put back; at last it is edited at random places. Whatever the text is, the server
answers, and what it says in the end is what a fresh server says of the same text.
"""

import pathlib
import random
import sys
import tempfile

from client import Client, part, uri_of, whole

SEED = 20260101
EDITS = 150
# Typed beside ordinary letters.
PIECES = ['"', "{", "}", "(", ")", "[", "\n", "\n\n", "  ", "#", "clause x \"y\"\n  forbid call\n", " where ",
          "event e\n  f string\n", "=", ".", "é", "😀", "\t", "/", "-", "preceded by (", "\r\n", "test \"a\"\n"]


class Editor:
    """A document and what stands in it, with positions in UTF-16."""

    def __init__(self, client, uri, text):
        self.client, self.uri, self.text = client, uri, text
        client.open(uri, text)

    def position(self, offset):
        before = self.text[:offset].replace("\r\n", "\n")
        line = before.count("\n")
        column = before.rpartition("\n")[2]
        return {"line": line, "character": len(column.encode("utf-16-le")) // 2}

    def replace(self, begin, end, text):
        change = {"range": {"start": self.position(begin), "end": self.position(end)}, "text": text}
        self.text = self.text[:begin] + text + self.text[end:]
        self.client.change(self.uri, change)

    def ask(self, method, offset):
        return self.client.request(f"textDocument/{method}", {
            "textDocument": {"uri": self.uri}, "position": self.position(offset)})

    def of(self, method):
        return self.client.of(method, self.uri)

    def faults(self):
        return self.client.diagnostics(self.uri, version=self.client.versions[self.uri])


def type_it(client, uri, text):
    editor = Editor(client, uri, "")
    for i, character in enumerate(text):
        editor.replace(i, i, character)
        editor.ask("completion", i + 1)
        if i % 7 == 0:
            editor.ask("hover", i)
            editor.ask("signatureHelp", i + 1)
            editor.of("semanticTokens/full")
        if i % 50 == 0:
            for method in ("documentSymbol", "foldingRange", "codeLens"):
                editor.of(method)
    return editor


def take_out_lines(editor):
    original = editor.text
    lines = original.split("\n")
    begin = 0
    for line in lines:
        end = begin + len(line)
        editor.replace(begin, end, "")
        editor.of("documentSymbol")
        editor.replace(begin, begin, line)
        begin = end + 1
    assert editor.text == original


def tear(editor, random_numbers):
    for _ in range(EDITS):
        length = len(editor.text)
        begin = random_numbers.randrange(length + 1)
        end = min(length, begin + random_numbers.choice([0, 0, 0, 1, 1, 5, 40]))
        # Not between the two bytes of a line end, which count as one place.
        if "\r" in editor.text[max(0, begin - 1):end + 1]:
            continue
        editor.replace(begin, end, random_numbers.choice(PIECES + ["a", "_", "1", ""]))
        if random_numbers.random() < 0.2:
            editor.ask("completion", min(begin, len(editor.text)))
            editor.of("semanticTokens/full")
            editor.ask("references", 0)


def references_of(client, uri):
    return client.request("textDocument/references", {
        "textDocument": {"uri": uri}, "position": {"line": 0, "character": 0},
        "context": {"includeDeclaration": True}})


def seen(client, uri):
    """All that is said of a document."""
    return {method: client.of(method, uri) for method in
            ("documentSymbol", "foldingRange", "semanticTokens/full", "codeLens")}


def compare(program, editor, folder):
    """A fresh server says the same."""
    said = {"faults": editor.faults(), **seen(editor.client, editor.uri)}
    fresh = Client(program, folder=folder)
    fresh.open(editor.uri, editor.text)
    expected = {"faults": fresh.diagnostics(editor.uri), **seen(fresh, editor.uri)}
    fresh.end()
    # Remarks of lint come when they come.
    for each in (said, expected):
        each["faults"] = [fault for fault in each["faults"]
                          if not fault.get("code", "").startswith("W08") and fault.get("code") != "E0701"]
    for name, value in expected.items():
        assert said[name] == value, f"{name} differs after edits:\n{said[name]}\n{value}\n{editor.text}"


def main():
    program, *files = sys.argv[1:]
    random_numbers = random.Random(SEED)
    for name in files:
        text = pathlib.Path(name).read_text()
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder).resolve()
            uri = uri_of(folder / "typed.abide")
            client = Client(program, folder=folder)
            editor = type_it(client, uri, text)
            compare(program, editor, folder)
            take_out_lines(editor)
            compare(program, editor, folder)
            for _ in range(4):
                tear(editor, random_numbers)
                compare(program, editor, folder)
                client.change(uri, whole(text))
                editor.text = text
            client.change(uri, part(0, 0, 0, ""))
            compare(program, editor, folder)
            client.end()
        print(f"ok: {name}, {len(text)} characters")


if __name__ == "__main__":
    main()
