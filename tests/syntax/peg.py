"""Reads the grammar that a document prints, and runs it.

The notation: `|` ordered choice, `{ }` repetition, `[ ]` option, `!x` look-ahead, `~x` x with no
blank before it, `"…"` words and signs, `/…/` regular expressions, names in capitals for tokens.
"""

import re

BLANKS = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
EQUALS = re.compile(r"=(?![=>])")
CLOSING = {"{": "}", "[": "]", "(": ")"}


def read(text):
    """The productions of a document, by name, as nested tuples."""
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (block,) = [block for block in blocks if block.startswith("file  ")]
    sources = {}
    for line in block.splitlines():
        begins = re.match(r"(\w+) += (.*)", line)
        if begins:
            name = begins[1]
            sources[name] = begins[2]
        elif line.strip():
            sources[name] += " " + line.strip()
    return {name: Reader(source).choice() for name, source in sources.items()}


class Reader:
    """One right-hand side."""

    def __init__(self, source):
        self.rest = source.strip()

    def choice(self):
        choices = [self.sequence()]
        while self.rest.startswith("|"):
            self.rest = self.rest[1:].lstrip()
            choices.append(self.sequence())
        return choices[0] if len(choices) == 1 else ("choice", choices)

    def sequence(self):
        items = []
        while self.rest and self.rest[0] not in "|)]}":
            items.append(self.item())
        return items[0] if len(items) == 1 else ("sequence", items)

    def take(self, pattern):
        match = re.match(pattern, self.rest)
        self.rest = self.rest[match.end():].lstrip()
        return match

    def item(self):
        first = self.rest[0]
        if first == '"':
            return ("literal", self.take(r'"([^"]*)"')[1])
        if first == "/":
            return ("regex", re.compile(self.take(r"/((?:\\.|[^\\/])+)/")[1]))
        if first in "!~":
            self.rest = self.rest[1:].lstrip()
            return ("look" if first == "!" else "adjacent", self.item())
        if first in CLOSING:
            self.rest = self.rest[1:].lstrip()
            inner = self.choice()
            self.take(re.escape(CLOSING[first]))
            return {"{": ("repeat", inner), "[": ("option", inner), "(": inner}[first]
        return ("name", self.take(r"\w+")[0])


class Parser:
    """Runs productions on one text; each is read once at a place."""

    def __init__(self, productions, text):
        self.productions = productions
        self.text = text
        self.known = {}

    def accepts(self, name):
        end = self.parse(("name", name), 0, False)
        return end is not None and self.skip(end) == len(self.text)

    def skip(self, at):
        return BLANKS.match(self.text, at).end()

    def parse(self, item, at, adjacent):
        """Behind the match of an item that begins at `at`, or None."""
        return getattr(self, item[0])(item[1], at, adjacent)

    def terminal(self, pattern, at, adjacent):
        match = pattern.match(self.text, at if adjacent else self.skip(at))
        return match.end() if match else None

    def regex(self, pattern, at, adjacent):
        return self.terminal(pattern, at, adjacent)

    def literal(self, text, at, adjacent):
        if text == "=":
            return self.terminal(EQUALS, at, adjacent)
        if not text[0].isalpha():
            return self.terminal(re.compile(re.escape(text)), at, adjacent)
        word = re.compile(text + r"(?![A-Za-z0-9_])(?!\.|\[\]\.)")
        end = self.terminal(word, at, adjacent)
        return None if end is None or EQUALS.match(self.text, self.skip(end)) else end

    def name(self, name, at, adjacent):
        key = (name, at, adjacent)
        if key not in self.known:
            self.known[key] = self.parse(self.productions[name], at, adjacent)
        return self.known[key]

    def sequence(self, items, at, adjacent):
        for item in items:
            at = self.parse(item, at, adjacent)
            if at is None:
                return None
            adjacent = adjacent and item[0] == "look"
        return at

    def choice(self, choices, at, adjacent):
        for item in choices:
            end = self.parse(item, at, adjacent)
            if end is not None:
                return end
        return None

    def repeat(self, item, at, adjacent):
        while True:
            end = self.parse(item, at, adjacent)
            if end is None or end == at:
                return at
            at = end

    def option(self, item, at, adjacent):
        end = self.parse(item, at, adjacent)
        return at if end is None else end

    def look(self, item, at, adjacent):
        return at if self.parse(item, at, adjacent) is None else None

    def adjacent(self, item, at, _):
        return self.parse(item, at, True)
