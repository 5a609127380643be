#!/usr/bin/env python3
"""Stands in for a program `abide` that has a language server: enough of the protocol to see that an editor
starts it, tells it what it should, and shows what it answers. Each word `modle` is a fault.

usage: stub_server.py help lsp | lsp

What it is told is written to the file ABIDE_STUB_LOG, a message a line.
"""

import json
import os
import re
import sys

COMMANDS = ["abide.runTest", "abide.checkLog"]


def read():
    length = None
    for line in sys.stdin.buffer:
        name, _, value = line.decode().partition(":")
        if name.lower() == "content-length":
            length = int(value)
        elif not line.strip():
            return json.loads(sys.stdin.buffer.read(length))
    return None


def write(message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    sys.stdout.buffer.flush()


def faults(text):
    return [{"range": {"start": {"line": number, "character": found.start()},
                       "end": {"line": number, "character": found.end()}},
             "severity": 1, "code": "E0203", "source": "abide", "message": "no field `modle`"}
            for number, line in enumerate(text.split("\n")) for found in re.finditer("modle", line)]


def publish(document):
    text = document.get("text")
    write({"method": "textDocument/publishDiagnostics",
           "params": {"uri": document["uri"], "diagnostics": faults(text)}})


def answer(message):
    method, params = message.get("method"), message.get("params")
    if method == "initialize":
        result = {"capabilities": {"textDocumentSync": 1,
                                   "executeCommandProvider": {"commands": COMMANDS}},
                  "serverInfo": {"name": "stub"}}
        write({"id": message["id"], "result": result})
    elif method == "textDocument/didOpen":
        publish(params["textDocument"])
    elif method == "textDocument/didChange":
        publish({**params["textDocument"], "text": params["contentChanges"][-1]["text"]})
    elif method and "id" in message:
        write({"id": message["id"], "result": None})


def serve():
    with open(os.environ.get("ABIDE_STUB_LOG", os.devnull), "a", encoding="utf-8") as log:
        while (message := read()) is not None:
            print(json.dumps(message), file=log, flush=True)
            if message.get("method") == "exit":
                return
            answer(message)


if __name__ == "__main__":
    if sys.argv[1:] == ["lsp"]:
        serve()
    sys.exit(0 if sys.argv[1:] in (["lsp"], ["help", "lsp"]) else 2)
