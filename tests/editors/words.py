"""Compares the words that the editors' highlighting knows with those that the parser reads: a word that
the language gets or loses has to come or go in both.

usage: words.py
"""

import json
import pathlib
import re
import sys

SYNTAX = pathlib.Path("src/syntax")
TEXTMATE = pathlib.Path("examples/editors/vscode/syntaxes/abide.tmLanguage.json")
VIM = pathlib.Path("examples/editors/neovim/syntax/abide.vim")
# A word in quotes that is neither the name of a rule (`= "interval"`) nor a label of an error message.
QUOTED = re.compile(r'(?<!= )(?<!named\()"([a-z]+)"')


def parser_words():
    """What the grammars read as words, and the units."""
    words = set()
    for path in sorted(SYNTAX.glob("*_grammar.cpp")):
        code = re.sub(r"//.*", "", path.read_text())
        words |= set(QUOTED.findall(re.sub(r"#include.*", "", code)))
    lexemes = SYNTAX.joinpath("lexemes.cpp").read_text()
    for name in ("kOperands", "kBuiltins", "kReserved", "kUnitWords"):
        table = re.search(name + r" = \{(.*?)\};", lexemes, re.DOTALL)
        found = re.findall(r'"([a-z]+)"', table[1])
        words |= set(found)
        if name == "kUnitWords":
            words |= {word + "s" for word in found}
    return words


def words_of(pattern):
    """The words of a regular expression: what is left without its classes and escapes."""
    pattern = re.sub(r"\[(?:\\.|[^\]\\])*\]", " ", pattern)
    pattern = re.sub(r"\\[a-zA-Z]\{?|\\.|\{[\d,]+\}|\(\?(?:[:=!]|<[=!])", " ", pattern)
    words = set()
    for word, optional in re.findall(r"([a-z]{2,})(\??)", pattern):
        words |= {word, word[:-1]} if optional else {word}
    return words


def textmate_words(node):
    words = set()
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if key in ("match", "begin", "end"):
            words |= words_of(value)
        elif isinstance(value, (dict, list)):
            words |= textmate_words(value)
    return words


def vim_words(text):
    words = set()
    for line in text.splitlines():
        alternatives = re.search(r"<%\((.*?)\)>", line)
        if alternatives:
            words |= words_of(alternatives[1])
    return words


def main():
    language = parser_words()
    failed = len(language) < 100
    if failed:
        print(f"only {len(language)} words are found in {SYNTAX}: this test no longer reads it rightly")
    textmate = textmate_words(json.loads(TEXTMATE.read_text()))
    for path, words in ((TEXTMATE, textmate), (VIM, vim_words(VIM.read_text()))):
        for word in sorted(language - words):
            failed = True
            print(f"{path}: does not know `{word}`, which the parser reads")
        for word in sorted(words - language):
            failed = True
            print(f"{path}: has `{word}`, which the parser does not read")
    print(f"{len(language)} words of the language")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
