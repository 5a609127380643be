"""Runs the suite of suite/index.js in VS Code: its server is that of the npm package code-server, its window
a headless Chromium. The extension is the one that a .vsix holds.

usage: drive.py CODE_SERVER_FOLDER VSIX PROGRAM_WITH_A_SERVER PROGRAM

Exits 77 if there is no Chromium.
"""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
PATIENCE = 180  # seconds


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def running(command, log, environment=None):
    with open(log, "wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                   env=environment, start_new_session=True)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(condition, seconds):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.2)
    return condition()


def listens(port):
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def address(port, project, extension):
    remote = f"vscode-remote://127.0.0.1:{port}"
    payload = [["extensionDevelopmentPath", f"{remote}{extension}"],
               ["extensionTestsPath", f"{remote}{HERE}/suite/index.js"], ["skipWelcome", "true"]]
    query = urllib.parse.urlencode({"folder": project, "payload": json.dumps(payload)})
    return f"http://127.0.0.1:{port}/?{query}"


def make_project(folder, program):
    settings = folder / "project/.vscode/settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"abide.path": program, "files.autoSave": "off"}))
    shutil.copy(HERE / "faulty.abide", folder / "project")
    # What the suite sets `abide.log` and `abide.rules` to.
    files = {"project/logs/june.ndjson":
                 '{"event": "model_use", "time": "2026-06-01T08:00:00Z", "model": "gpt-3"}\n',
             "more/more.abide": 'event unrelated "Of another folder"\n  name string\n'}
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder / "project"


def run(code_server, vsix, program, real, folder):
    """The results of the suite, or nothing."""
    zipfile.ZipFile(vsix).extractall(folder / "vsix")
    result = folder / "result.json"
    environment = os.environ | {"ABIDE_SUITE_RESULT": str(result), "ABIDE_REAL": real}
    if "stub" in pathlib.Path(program).name:
        environment["ABIDE_STUB_LOG"] = str(folder / "stub.log")
    project, port = make_project(folder, program), free_port()
    server = ["node", str(code_server / "out/node/entry.js"), "--auth", "none",
              "--bind-addr", f"127.0.0.1:{port}", "--config", str(folder / "config.yaml"),
              "--user-data-dir", str(folder / "data"), "--extensions-dir", str(folder / "extensions"),
              "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"]
    window = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
              f"--user-data-dir={folder}/chromium", address(port, project, folder / "vsix/extension")]
    with running(server, folder / "server.log", environment):
        if not wait_for(lambda: listens(port), 60):
            print((folder / "server.log").read_text()[-4000:])
            return None
        with running(window, folder / "window.log"):
            wait_for(result.exists, PATIENCE)
    if not result.exists():
        print((folder / "server.log").read_text()[-4000:])
        return None
    return json.loads(result.read_text())


def main():
    if shutil.which("chromium") is None:
        sys.exit(77)
    code_server, vsix, program, real = (str(pathlib.Path(one).resolve()) for one in sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        results = run(pathlib.Path(code_server), vsix, program, real, pathlib.Path(folder))
    if results is None:
        print("the suite did not come to its end")
        sys.exit(1)
    for name, result in results.items():
        print(f"  {result if result == 'ok' else 'FAILED'}: {name}")
        if result != "ok":
            print(result)
    sys.exit(0 if results and set(results.values()) == {"ok"} else 1)


if __name__ == "__main__":
    main()
