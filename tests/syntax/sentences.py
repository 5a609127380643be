"""Sentences of a grammar that peg.py has read, made at random, and such with mistakes in them."""

import re

WORDS = """
use train a b x where or in by has not count sum of kept flow string list days each
""".split()
SIGNS = [*"()[]{}.,:=-+*/<>!?\"'", "==", "=>", "->", " - ", "2023-08-28", "30", "5%", "30 days"]
# What stands for a token.
SAMPLES = {
    "NAME": WORDS, "SNAKE": WORDS, "VARIABLE": WORDS, "KEY": WORDS + ["K_1"],
    "FIELD": WORDS + ["a.b", "a[].c", "in.x", "or[].y"],
    "STRING": ['"s"', '""', r'"a\"b"', r'"\u{e9}"'],
    "REGEX": ["/a/", r"/a\/b/i", "/[x]+/"],
    "TIME": ["2023-08-28", "2023-08-28T10:00Z", "2023-08-28T10:00:00.123+02:00"],
    "DIGITS": ["1", "30", "1_000"], "NUMBER": ["1", "30", "5%", "20M", "2.5k"],
    "UNIT": ["day", "days", "hours", "months"], "MINUS": ["-"],
    "POLICY": ["a", "a.b", "open-ai.x-y"], "CLAUSE": ["a", "no-x", "x1"],
    "FULL_ID": ["a/b", "a.b/c-d"],
}
TOKEN = re.compile(r'"[^"\n]*"|\w+|\s+|.')


class Writer:
    def __init__(self, productions, random):
        self.productions = productions
        self.random = random

    def sentence(self, name, depth):
        """One of a production; about that deep."""
        return self.write(("name", name), depth)

    def write(self, item, depth):
        kind, content = item
        if kind == "literal":
            return content
        if kind == "name":
            if content in SAMPLES:
                return self.random.choice(SAMPLES[content])
            return self.write(self.productions[content], depth - 1)
        if kind == "choice":
            choices = content if depth >= 0 else sorted(content, key=self.cost)[:2]
            return self.write(self.random.choice(choices), depth - 1)
        if kind == "sequence":
            return self.join(content, depth)
        if kind == "repeat":
            count = self.random.choice([0, 0, 1, 1, 2]) if depth >= 0 else 0
            return " ".join(filter(None, (self.write(content, depth - 1) for _ in range(count))))
        if kind == "option":
            wanted = depth > 0 and self.random.random() < 0.5
            return self.write(content, depth - 1) if wanted else ""
        return self.write(content, depth) if kind == "adjacent" else ""

    def join(self, items, depth):
        text = ""
        for item in items:
            part = self.write(item, depth)
            adjacent = item[0] == "adjacent" or (part[:1] in "[." and self.random.random() < 0.7)
            if part and text and not adjacent:
                text += self.random.choice([" ", " ", " ", "\n ", "  ", " # c\n ", ""])
            text += part
        return text

    def cost(self, item, inside=()):
        """How much must at least be written; large where a production leads to itself."""
        kind, content = item
        if kind == "name" and content not in SAMPLES:
            if content in inside:
                return 99
            return self.cost(self.productions[content], (*inside, content))
        if kind == "sequence":
            return sum(self.cost(one, inside) for one in content)
        if kind == "choice":
            return min(self.cost(one, inside) for one in content)
        return 0 if kind in ("repeat", "option", "look") else 1

    def with_mistakes(self, text):
        tokens = TOKEN.findall(text)
        for _ in range(self.random.choice([1, 1, 1, 2])):
            at = self.random.randrange(len(tokens) + 1)
            change = self.random.randrange(4)
            if change == 0:
                tokens[at:at + 1] = []
            elif change == 1:
                tokens[at:at + 1] = [self.random.choice(tokens or WORDS)]
            elif change == 2:
                tokens.insert(at, self.random.choice(WORDS + SIGNS))
            elif tokens:
                other = self.random.randrange(len(tokens))
                at = min(at, len(tokens) - 1)
                tokens[at], tokens[other] = tokens[other], tokens[at]
        return "".join(tokens)
