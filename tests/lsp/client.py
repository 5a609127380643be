"""A client of the language server, as small as it can be, for tests."""

import json
import os
import select
import subprocess
import time


class Client:
    """Starts `abide lsp` and speaks with it. What the server says by itself is in `notes`, requests of its
    own in `asked`; both are lists of messages, the oldest first."""

    def __init__(self, program, encoding=None, options=None, capabilities=None, folder=None):
        self.process = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
        self.buffer = b""
        self.notes, self.asked, self.answers = [], [], {}
        self.number = 0
        self.versions = {}
        capabilities = capabilities or {"textDocument": {"completion": {"completionItem": {
            "snippetSupport": True}}}}
        if encoding:
            capabilities["general"] = {"positionEncodings": [encoding]}
        params = {"processId": os.getpid(), "rootUri": None, "capabilities": capabilities}
        if folder:
            params["workspaceFolders"] = [{"uri": uri_of(folder), "name": "w"}]
        if options is not None:
            params["initializationOptions"] = options
        self.hello = self.request("initialize", params)
        self.notify("initialized", {})

    def send_bytes(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        """The id of a request whose answer is fetched later."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        return self.number

    def request(self, method, params, raw=False):
        answer = self.answer(self.ask(method, params))
        if raw:
            return answer
        assert "error" not in answer, answer
        return answer["result"]

    def answer(self, number):
        while number not in self.answers:
            self.take(self.read())
        return self.answers.pop(number)

    def take(self, message):
        if "method" in message and "id" in message:
            self.asked.append(message)
            self.send({"id": message["id"], "result": None})
        elif "method" in message:
            self.notes.append(message)
        else:
            self.answers[message.get("id")] = message

    def read(self, seconds=60.0):
        """The next message; an error when none comes in time."""
        end = time.monotonic() + seconds
        while True:
            head, mark, rest = self.buffer.partition(b"\r\n\r\n")
            if mark:
                name, _, length = head.partition(b": ")
                assert name == b"Content-Length", head
                if len(rest) >= int(length):
                    self.buffer = rest[int(length):]
                    return json.loads(rest[:int(length)])
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, end - time.monotonic()))
            assert ready, "the server says nothing"
            data = os.read(self.process.stdout.fileno(), 1 << 16)
            assert data, f"the server has gone: {self.process.stderr.read().decode()}"
            self.buffer += data

    def open(self, uri, text):
        self.versions[uri] = 1
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "abide", "version": 1, "text": text}})

    def change(self, uri, *changes):
        self.versions[uri] += 1
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": self.versions[uri]},
            "contentChanges": list(changes)})

    def at(self, method, uri, line, character, **more):
        return self.request(f"textDocument/{method}", {
            "textDocument": {"uri": uri}, "position": {"line": line, "character": character}, **more})

    def of(self, method, uri, **more):
        return self.request(f"textDocument/{method}", {"textDocument": {"uri": uri}, **more})

    def diagnostics(self, uri, version=None, until=lambda found: True):
        """The first that are published for the document (in that version) and are as wanted."""
        while True:
            for i, note in enumerate(self.notes):
                params = note["params"]
                if note["method"] != "textDocument/publishDiagnostics" or params["uri"] != uri:
                    continue
                if version is not None and params.get("version") != version:
                    continue
                if until(params["diagnostics"]):
                    del self.notes[:i + 1]
                    return params["diagnostics"]
            self.take(self.read())

    def note(self, method):
        """The first notification of that method."""
        while True:
            for i, note in enumerate(self.notes):
                if note["method"] == method:
                    return self.notes.pop(i)["params"]
            self.take(self.read())

    def end(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        self.process.stdin.close()
        code = self.process.wait(timeout=60)
        errors = self.process.stderr.read().decode()
        assert code == 0, (code, errors)
        assert errors == "", errors


def uri_of(path):
    return "file://" + str(path)


def whole(text):
    """A change that replaces all."""
    return {"text": text}


def part(line, begin, end, text, last_line=None):
    return {"range": {"start": {"line": line, "character": begin},
                      "end": {"line": line if last_line is None else last_line, "character": end}},
            "text": text}


def applied(text, edits):
    """The text with edits of an answer made, in UTF-16 (that is, in code points of the plane that tests use)."""
    lines = text.split("\n")
    starts = [0]
    for each in lines:
        starts.append(starts[-1] + len(each) + 1)

    def offset(position):
        return min(starts[position["line"]] + position["character"], len(text)) \
            if position["line"] < len(lines) else len(text)

    for edit in sorted(edits, key=lambda each: offset(each["range"]["start"]), reverse=True):
        begin, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:begin] + edit["newText"] + text[end:]
    return text
