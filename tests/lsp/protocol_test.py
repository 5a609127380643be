"""What a client may do wrong, and how a server has to end: LSP 3.17 and JSON-RPC 2.0.

usage: protocol_test.py PROGRAM
"""

import json
import subprocess
import sys
import tempfile
import time

from client import Client, part, whole

PROGRAM = sys.argv[1]
URI = "untitled:Untitled-1"
TEXT = "event call\n  user string\nclause x \"y\"\n  forbid call where usr == \"é😀\"\n"


def code_of(answer):
    return answer.get("error", {}).get("code")


def framed(body):
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def alone(data):
    """What the server says to bytes that end there, and how it exits."""
    done = subprocess.run([PROGRAM, "lsp"], input=data, capture_output=True, timeout=60)
    assert done.stderr == b"", done.stderr
    answers, rest = [], done.stdout
    while rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        length = int(head.removeprefix(b"Content-Length: "))
        answers.append(json.loads(rest[:length]))
        rest = rest[length:]
    return answers, done.returncode


def call(method, number=None, params=None):
    message = {"jsonrpc": "2.0", "method": method}
    if number is not None:
        message["id"] = number
    if params is not None:
        message["params"] = params
    return framed(json.dumps(message).encode())


HELLO = call("initialize", 1, {"capabilities": {}})


def test_order():
    answers, code = alone(call("shutdown", 7) + HELLO + call("initialize", 2, {"capabilities": {}}))
    assert [code_of(each) for each in answers] == [-32002, None, -32600], answers
    assert code == 1, "it was not told to shut down"
    answers, code = alone(HELLO + call("shutdown", 2) + call("textDocument/hover", 3) + call("exit"))
    assert answers[1]["result"] is None and code_of(answers[2]) == -32600 and code == 0
    assert alone(HELLO + call("exit"))[1] == 1
    assert alone(b"") == ([], 1)
    # All that came is done before the end of the stream is.
    answers, _ = alone(HELLO + call("textDocument/didOpen", None, {"textDocument": {
        "uri": URI, "languageId": "abide", "version": 1, "text": TEXT}}))
    assert answers[-1]["method"] == "textDocument/publishDiagnostics"


def test_bad_messages():
    for body, code in ((b"{", -32700), (b"\xff\xfe", -32700), (b"[]", -32600), (b"1", -32600),
                       (b'{"jsonrpc": "2.0"}', -32600), (b'{"jsonrpc": "1.0", "method": "x"}', -32600),
                       (b'{"jsonrpc": "2.0", "method": 3, "id": 5}', -32600),
                       (b'{"jsonrpc": "2.0", "method": "x", "id": {}}', -32600),
                       (b'{"jsonrpc": "2.0", "method": "no/such", "id": 5}', -32601),
                       (b'{"jsonrpc": "2.0", "method": "$/no/such", "id": 5}', -32601),
                       (b"[" * 100_000, -32700)):
        answers, _ = alone(HELLO + framed(body))
        # What can't be read is refused at once, in front of what waits.
        assert code in map(code_of, answers) and len(answers) == 2, (body[:60], answers)
    # Answers of a client, and notes that nobody knows, are nothing to answer.
    answers, _ = alone(HELLO + framed(b'{"jsonrpc": "2.0", "id": 5, "result": 1}') + call("$/other") +
                       call("no/such"))
    assert len(answers) == 1
    answers, _ = alone(b"Content-Length: none\r\n\r\n" + HELLO)
    assert code_of(answers[0]) == -32700 and "result" in answers[1]


def test_bad_parameters():
    client = Client(PROGRAM)
    client.open(URI, TEXT)
    document = {"textDocument": {"uri": URI}}
    for method, params in (("textDocument/hover", None), ("textDocument/hover", []),
                           ("textDocument/hover", {"textDocument": {"uri": 7}}),
                           ("textDocument/hover", document),
                           ("textDocument/hover", {**document, "position": {"line": -1, "character": 0}}),
                           ("textDocument/hover", {**document, "position": {"line": 1.5, "character": 0}}),
                           ("textDocument/hover", {"textDocument": {"uri": "untitled:other"}}),
                           ("textDocument/codeAction", {**document, "range": {"start": 1}}),
                           ("workspace/executeCommand", {"command": "abide.runTest"}),
                           ("workspace/executeCommand", {"command": "rm", "arguments": [URI]}),
                           ("workspace/executeCommand", {"command": "abide.runTest",
                                                         "arguments": ["untitled:other", "x"]})):
        assert code_of(client.request(method, params, raw=True)) == -32602, (method, params)
    # Places far away are the end.
    place = {**document, "position": {"line": 4_000_000_000, "character": 4_000_000_000}}
    assert client.request("textDocument/hover", place) is None
    for changes in (None, 1, [1], [{"range": {}}], [{"range": {"start": {"line": "x"}}, "text": ""}]):
        client.notify("textDocument/didChange", {"textDocument": {"uri": URI, "version": 2},
                                                 "contentChanges": changes})
    client.notify("textDocument/didClose", {"textDocument": {"uri": "untitled:other"}})
    client.notify("textDocument/didOpen", {})
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{}, 1, {"uri": "x"}]})
    client.notify("workspace/didChangeConfiguration", {"settings": {"abide": {"rules": 1, "log": []}}})
    assert client.at("hover", URI, 1, 3)
    client.end()


def test_encodings():
    for encoding, used, end in ((None, "utf-16", 32), ("utf-8", "utf-8", 35), ("utf-32", "utf-16", 32)):
        client = Client(PROGRAM, encoding=encoding)
        assert client.hello["capabilities"]["positionEncoding"] == used
        client.open(URI, TEXT)
        (fault,) = client.diagnostics(URI)
        assert fault["range"]["start"] == {"line": 3, "character": 20}, fault
        # Behind the text: é is one or two, 😀 two or four.
        client.change(URI, part(3, end - 1, end, '" and user == "x"'))
        client.change(URI, part(3, 20, 23, "user"))
        assert client.diagnostics(URI, version=3) == []
        client.end()


def test_cancel_and_coalesce():
    client = Client(PROGRAM)
    client.open(URI, TEXT)
    client.diagnostics(URI)
    # In one piece, so that all of it has come before anything is done.
    messages = b""
    for i in range(50):
        client.versions[URI] += 1
        messages += call("textDocument/didChange", None, {
            "textDocument": {"uri": URI, "version": client.versions[URI]},
            "contentChanges": [part(0, 0, 0, "#\n")]})
    hover = {"textDocument": {"uri": URI}, "position": {"line": 51, "character": 3}}
    messages += call("textDocument/hover", 900, hover) + call("$/cancelRequest", None, {"id": 900})
    messages += call("textDocument/hover", 901, hover)
    client.send_bytes(messages)
    assert code_of(client.answer(900)) == -32800
    assert client.answer(901)["result"]
    versions = [note["params"]["version"] for note in client.notes]
    assert len(versions) < 10, f"50 edits were checked {len(versions)} times"
    assert versions[-1] == client.versions[URI]
    client.notify("$/cancelRequest", {"id": 901})
    client.end()


def test_size():
    """A large file is taken, and one that is too large for anybody is refused without ado."""
    client = Client(PROGRAM)
    client.open(URI, TEXT.replace("usr", "user") + "# " + "x" * 5_000_000 + "\n")
    assert client.diagnostics(URI) == []
    client.send_bytes(b"Content-Length: 99999999999\r\n\r\n")
    assert code_of(client.answer(None)) == -32700
    client.process.kill()


def test_hostile_words():
    """Long chains of signs take no longer than they are."""
    client = Client(PROGRAM)
    for text in ("clause x \"y\"\n  forbid call where " + "a." * 20_000, "test \"a\" of " + "a." * 20_000,
                 "clause x \"y\"\n  forbid " + "(call " * 20_000, "{" * 50_000, "\"" * 50_000,
                 "permit " + "a/" * 20_000, "clause x \"y\"\n  message \"" + "{a." * 10_000):
        begin = time.monotonic()
        client.open(URI, text)
        end = {"line": text.count("\n"), "character": len(text.rpartition("\n")[2])}
        for method in ("completion", "hover", "signatureHelp"):
            client.request(f"textDocument/{method}", {"textDocument": {"uri": URI}, "position": end})
        client.of("semanticTokens/full", URI)
        seconds = time.monotonic() - begin
        assert seconds < 20, (text[:40], seconds)
        client.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
    client.end()


def test_settings_reach_rules():
    """Rules of the settings are checked along; a document goes back to itself without them."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/more.abide"
        with open(path, "w", encoding="utf-8") as file:
            file.write("event other\n  user string\n")
        client = Client(PROGRAM, options={"rules": [path]})
        text = "clause x \"y\"\n  forbid other where user == \"a\"\n"
        client.open(URI, text)
        assert client.diagnostics(URI) == []
        client.notify("workspace/didChangeConfiguration", {"settings": {"rules": []}})
        client.change(URI, whole(text + "\n"))
        assert [each["code"] for each in client.diagnostics(URI, version=2)] == ["E0201"]
        client.end()


def main():
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
            print(f"ok: {name[5:].replace('_', ' ')}")


if __name__ == "__main__":
    main()
