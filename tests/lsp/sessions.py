"""Whole sessions of an editor, as goldens: each folder of tests/testdata/lsp holds rule files, a script
`session`, and in `expected` what the server says.

usage: sessions.py PROGRAM [FOLDER…]

With ABIDE_UPDATE_GOLDENS=1 in the environment `expected` is written anew. A line of the script is

  settings {JSON}                  the options of `initialize`; stands first
  open FILE                        its text is that of the disk
  METHOD FILE `text|more` [WORD]   hover, definition, references, highlight, rename (with the new name),
                                   prepareRename, complete, signature: at the bar, where that text stands
  METHOD FILE                      symbols, folds, colours, format, lenses, faults, actions, remarks
  type FILE `text|more` `words`    words are typed at the bar
  delete FILE `text`               the first of it is taken out
  find WORD                        symbols of the workspace
  messages                         what was shown to the user since the last time
  do COMMAND FILE [ARGUMENT]       abide.runTest, abide.checkLog
  disk FILE `old` `new`            the file changes on the disk
  close FILE
"""

import difflib
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

from client import Client, applied, part, uri_of

ROOT = pathlib.Path(__file__).parent.parent / "testdata/lsp"
KINDS = {2: "method", 3: "function", 5: "class/field", 6: "variable", 7: "class", 8: "field", 12: "value",
         13: "enum", 14: "keyword", 15: "snippet", 17: "file", 21: "constant", 23: "event"}
METHODS = {"hover": "hover", "definition": "definition", "references": "references",
           "highlight": "documentHighlight", "rename": "rename", "prepareRename": "prepareRename",
           "complete": "completion", "signature": "signatureHelp", "symbols": "documentSymbol",
           "folds": "foldingRange", "colours": "semanticTokens/full", "format": "formatting",
           "lenses": "codeLens"}
MOST_ITEMS = 14


class Session:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.client, self.texts, self.lines = None, {}, []
        self.options = None

    def start(self):
        if not self.client:
            self.client = Client(self.program, folder=self.folder, options=self.options)

    def say(self, text):
        self.lines += str(text).replace(str(self.folder), "W").split("\n")

    def uri(self, file):
        return uri_of(self.folder / file)

    def name(self, uri):
        return uri.removeprefix(uri_of(self.folder) + "/")

    def place(self, file, snippet):
        """Line and character of the bar in `snippet`."""
        before, bar, after = snippet.partition("|")
        assert bar, f"no bar in {snippet}"
        text = self.texts[file]
        at = text.find(before + after)
        assert at >= 0, f"{file} has no {before + after!r}"
        return self.position(text, at + len(before))

    @staticmethod
    def position(text, offset):
        head = text[:offset]
        return head.count("\n"), len(head.rpartition("\n")[2].encode("utf-16-le")) // 2

    def shown(self, found):
        begin, end = found["start"], found["end"]
        same = begin["line"] == end["line"]
        return f"{begin['line'] + 1}:{begin['character'] + 1}-" + ("" if same else f"{end['line'] + 1}:") + \
            str(end["character"] + 1)

    def change(self, file, begin, end, text):
        old = self.texts[file]
        first, last = self.position(old, begin), self.position(old, end)
        self.client.change(self.uri(file), part(*first, last[1], text, last_line=last[0]))
        self.texts[file] = old[:begin] + text + old[end:]

    # --- The lines of the script

    def run(self, line):
        self.say(f"> {line}")
        verb, _, rest = line.partition(" ")
        if verb == "settings":
            self.options = json.loads(rest.replace("W/", str(self.folder) + "/"))
            return
        self.start()
        words = [quoted or plain for quoted, plain in re.findall(r"`([^`]*)`|(\S+)", rest)]
        words = [word.replace("\\n", "\n") for word in words]
        getattr(self, "do_" + verb, self.ask)(*([verb] if not hasattr(self, "do_" + verb) else []), *words)

    def do_open(self, file):
        self.texts[file] = (self.folder / file).read_text()
        self.client.open(self.uri(file), self.texts[file])

    def do_close(self, file):
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": self.uri(file)}})

    def do_type(self, file, snippet, words):
        before, _, after = snippet.partition("|")
        at = self.texts[file].index(before + after) + len(before)
        for i, character in enumerate(words):
            self.change(file, at + i, at + i, character)

    def do_delete(self, file, words):
        at = self.texts[file].index(words)
        self.change(file, at, at + len(words), "")

    def do_disk(self, file, old, new):
        path = self.folder / file
        text = path.read_text()
        assert old in text, old
        path.write_text(text.replace(old, new))
        self.client.notify("workspace/didChangeWatchedFiles",
                           {"changes": [{"uri": self.uri(file), "type": 2}]})

    def do_faults(self, file, until=lambda found: True):
        version = self.client.versions.get(self.uri(file))
        for each in self.client.diagnostics(self.uri(file), version, until):
            head, *more = each["message"].split("\n")
            level = ["", "error", "warning", "note"][each["severity"]]
            self.say(f"{self.shown(each['range'])} {level} {each.get('code', each['source'])} {head}")
            for one in more:
                self.say(f"    {one}")
            for other in each.get("relatedInformation", []):
                where = other["location"]
                self.say(f"    {self.name(where['uri'])}:{self.shown(where['range'])} {other['message']}")

    def do_remarks(self, file):
        """Those of lint, which come when nobody types."""
        self.do_faults(file, lambda found: any(each.get("code", "").startswith("W08") for each in found))

    def do_messages(self):
        """Those that were shown meanwhile."""
        shown = [note["params"] for note in self.client.notes if note["method"] == "window/showMessage"]
        self.client.notes = [note for note in self.client.notes if note["method"] != "window/showMessage"]
        for each in shown:
            self.say(f"{['', 'error', 'warning', 'info'][each['type']]}: {each['message']}")

    def do_find(self, word):
        for each in self.client.request("workspace/symbol", {"query": word}):
            where = each["location"]
            self.say(f"{self.name(where['uri'])}:{self.shown(where['range'])} {each['name']}")

    def do_do(self, command, file, *arguments):
        answer = self.client.request("workspace/executeCommand", {
            "command": command, "arguments": [self.uri(file), *arguments]}, raw=True)
        if "error" in answer:
            self.say(f"refused: {answer['error']['message']}")
            return
        message = self.client.note("window/showMessage")
        self.say(f"{['', 'error', 'warning', 'info'][message['type']]}: {message['message']}")

    def do_actions(self, file):
        end = self.position(self.texts[file], len(self.texts[file]))
        for each in self.client.of("codeAction", self.uri(file), context={"diagnostics": []}, range={
                "start": {"line": 0, "character": 0}, "end": {"line": end[0], "character": end[1]}}):
            codes = [fault["code"] for fault in each.get("diagnostics", [])]
            self.say(" ".join([each["kind"], *codes, each["title"]]))
            self.say_edits(each["edit"])

    def ask(self, verb, file, snippet=None, *words):
        params = {"textDocument": {"uri": self.uri(file)}}
        if snippet is not None:
            line, character = self.place(file, snippet)
            params["position"] = {"line": line, "character": character}
        if verb == "references":
            params["context"] = {"includeDeclaration": True}
        if verb == "rename":
            params["newName"] = words[0]
        if verb == "format":
            params["options"] = {"tabSize": 2, "insertSpaces": True}
        answer = self.client.request(f"textDocument/{METHODS[verb]}", params, raw=True)
        if "error" in answer:
            self.say(f"refused: {answer['error']['message']}")
        elif not answer["result"]:
            self.say("nothing")
        else:
            getattr(self, "say_" + verb)(answer["result"], file)

    # --- What comes back

    def say_hover(self, result, _):
        self.say(f"{self.shown(result['range'])}\n{result['contents']['value']}")

    def say_definition(self, result, _):
        for each in result:
            self.say(f"{self.name(each['uri'])}:{self.shown(each['range'])}")

    say_references = say_definition

    def say_highlight(self, result, _):
        for each in result:
            self.say(f"{self.shown(each['range'])} {['', 'text', 'read', 'write'][each['kind']]}")

    def say_prepareRename(self, result, _):
        self.say(f"{self.shown(result['range'])} {result['placeholder']}")

    def say_rename(self, result, _):
        self.say_edits(result)

    def say_edits(self, edit):
        for uri, edits in edit["changes"].items():
            file = self.name(uri)
            before = self.texts.get(file) or (self.folder / file).read_text()
            after = applied(before, edits)
            diff = difflib.unified_diff(before.split("\n"), after.split("\n"), file, file, n=0, lineterm="")
            self.say("\n".join(line for line in diff if not line.startswith(("---", "@@"))))

    def say_format(self, result, file):
        self.say_edits({"changes": {self.uri(file): result}})

    def say_complete(self, result, _):
        items = sorted(result["items"], key=lambda each: each["sortText"])
        for each in items[:MOST_ITEMS]:
            where = self.shown(each["textEdit"]["range"])
            text = each["textEdit"]["newText"]
            more = "" if text == each["label"] else f" => {text!r}"
            detail = f" ({each['detail']})" if "detail" in each else ""
            self.say(f"{where} {KINDS[each['kind']]} {each['label']}{detail}{more}")
        if len(items) > MOST_ITEMS:
            self.say(f"and {len(items) - MOST_ITEMS} more")

    def say_signature(self, result, _):
        signature = result["signatures"][0]
        begin, end = signature["parameters"][result["activeParameter"]]["label"]
        self.say(f"{signature['label']}: {signature['label'][begin:end]}")
        if signature["documentation"]:
            self.say(f"    {signature['documentation']}")

    def say_symbols(self, result, _, depth=0):
        for each in result:
            self.say("  " * depth + f"{self.shown(each['range'])} {each['name']} {each.get('detail', '')}".rstrip())
            self.say_symbols(each.get("children", []), None, depth + 1)

    def say_folds(self, result, _):
        for each in result:
            self.say(f"{each['startLine'] + 1}-{each['endLine'] + 1} {each.get('kind', '')}".rstrip())

    def say_colours(self, result, file):
        legend = self.client.hello["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"]
        lines = self.texts[file].split("\n")
        line = character = 0
        of_line = {}
        data = result["data"]
        for i in range(0, len(data), 5):
            line += data[i]
            character = data[i + 1] + (character if data[i] == 0 else 0)
            units = lines[line].encode("utf-16-le")
            word = units[2 * character:2 * (character + data[i + 2])].decode("utf-16-le")
            of_line.setdefault(line, []).append(f"{word}={legend[data[i + 3]]}{'!' if data[i + 4] & 1 else ''}")
        for number, words in of_line.items():
            self.say(f"{number + 1}: " + " ".join(words))

    def say_lenses(self, result, _):
        for each in result:
            self.say(f"{self.shown(each['range'])} {each['command']['title']} [{each['command']['command']}]")


def run(program, golden):
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder).resolve() / "w"
        shutil.copytree(golden, work, ignore=shutil.ignore_patterns("session", "expected"))
        session = Session(program, work)
        for line in (golden / "session").read_text().splitlines():
            if line.strip() and not line.startswith("#"):
                session.run(line)
        session.client.end()
    return "\n".join(session.lines) + "\n"


def main():
    program, *names = sys.argv[1:]
    failed = 0
    goldens = [ROOT / name for name in names] or sorted(ROOT.iterdir())
    assert goldens, "there are no sessions"
    for golden in goldens:
        came = run(program, golden)
        expected = golden / "expected"
        if os.environ.get("ABIDE_UPDATE_GOLDENS") == "1":
            expected.write_text(came)
        elif came != (expected.read_text() if expected.exists() else ""):
            failed += 1
            print(f"{golden.name} differs:")
            print("\n".join(difflib.unified_diff(expected.read_text().split("\n"), came.split("\n"),
                                                 "expected", "came", lineterm="")))
    print(f"{len(goldens) - failed} sessions passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
