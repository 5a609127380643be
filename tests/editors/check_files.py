"""Whether the editors' files can be read by those for whom they are, and name each other rightly.

usage: check_files.py
"""

import json
import pathlib
import re
import sys
import tomllib

EDITORS = pathlib.Path("examples/editors")
VSCODE = EDITORS / "vscode"
failed = 0


def expect(holds, what):
    global failed
    if not holds:
        failed += 1
        print(what)


def unique_keys(pairs):
    """JSON takes the last of two equal keys in silence."""
    keys = [key for key, _ in pairs]
    expect(len(set(keys)) == len(keys), f"a key stands twice: {sorted(keys)}")
    return dict(pairs)


def load(path):
    return json.loads(path.read_text(), object_pairs_hook=unique_keys)


def check_manifest(manifest):
    contributes = manifest["contributes"]
    named = [language["configuration"] for language in contributes["languages"]]
    named += [each["path"] for each in contributes["grammars"] + contributes["snippets"]]
    for name in named:
        expect((VSCODE / name).is_file(), f"package.json names {name}, which is not there")
    grammar = load(VSCODE / contributes["grammars"][0]["path"])
    expect(grammar["scopeName"] == contributes["grammars"][0]["scopeName"], "two names of the scope")
    includes = set(re.findall(r'"include": "#([\w-]+)"', json.dumps(grammar)))
    expect(includes == set(grammar["repository"]),
           f"included or defined, not both: {includes ^ set(grammar['repository'])}")

    source = "".join(path.read_text() for path in sorted((VSCODE / "src").glob("*.js")))
    for command in contributes["commands"]:
        expect(command["command"] in source, f"nothing does {command['command']}")
    settings = contributes["configuration"]["properties"]
    expect(set(manifest["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]) <
           set(settings), "a restricted setting does not exist")
    readme = (VSCODE / "README.md").read_text()
    for name in [*settings, *(each["command"] for each in contributes["commands"])]:
        expect(f"`{name}`" in readme, f"README.md does not tell of {name}")
    matchers = {"$" + each["name"] for each in contributes["problemMatchers"]}
    used = set(re.findall(r"\$abide[\w-]*", source + readme))
    expect(used == matchers, f"problem matchers that are used or defined, not both: {used ^ matchers}")


def check_patterns(language):
    for where, pattern in [("wordPattern", language["wordPattern"])] + [
            ("onEnterRules", rule["beforeText"]) for rule in language["onEnterRules"]]:
        re.compile(pattern)
        expect(pattern, f"{where} is empty")
    words = re.findall(language["wordPattern"], "x.no-such-key 2023-04-01T08:00Z a_b - 1")
    expect(words == ["x", "no-such-key", "2023-04-01T08:00Z", "a_b", "1"],
           f"words are cut wrongly: {words}")


def check_helix():
    config = tomllib.loads((EDITORS / "helix/languages.toml").read_text())
    (language,) = config["language"]
    expect(language["file-types"] == ["abide"], "Helix: file types")
    for server in language["language-servers"]:
        settings = config["language-server"][server]
        expect([settings["command"], *settings["args"]] == ["abide", "lsp"], "Helix: the command")


def main():
    for path in [*VSCODE.glob("*.json"), *VSCODE.glob("*/*.json")]:
        if "dist" not in path.parts and "node_modules" not in path.parts:
            load(path)
    check_manifest(load(VSCODE / "package.json"))
    check_patterns(load(VSCODE / "language-configuration.json"))
    lock = (VSCODE / "package-lock.json").read_text()
    expect('"resolved"' not in lock, "package-lock.json names a registry: see .npmrc")
    check_helix()
    print(f"{failed} faults")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
