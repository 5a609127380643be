"""Reads what `abide check --dump checked` prints: clauses, sources and the expressions in them.

Expressions become tuples (see Parser.primary for all of them); brackets stand around everything that
has an operator, so there is no precedence to know.
"""

import re
from dataclasses import dataclass, field

TOKEN = re.compile(r"""
    (?P<space>\s+)
  | (?P<text>"(?:[^"\\]|\\.)*")
  | (?P<time>\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?)
  | (?P<regex>(?<=matches\ )/(?:[^/\\]|\\.)+/i?|(?<=,\ )/(?:[^/\\]|\\.)+/i?)
  | (?P<field>[a-z_]\w*(?:(?:\[\])?\.\w+)*@\d+)
  | (?P<local>(?:[a-z_]\w*)?%\d+)
  | (?P<number>-?\d+(?:\.\d+)?)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<sign><=|>=|==|!=|.)""", re.VERBOSE)
UNIT = re.compile(r"(nano|micro|milli)?(second|minute|hour|day|week|month|year)s?$")
AGGREGATES = {"count", "sum", "min", "max", "average", "distinct", "latest", "earliest", "share"}


@dataclass
class Pattern:
    """`cases` are pairs of an event's name and a condition (or None)."""
    binding: int
    cases: list


@dataclass
class Clause:
    """`at` is the binding of the event where a finding stands; `parts` the patterns of the norm."""
    id: str
    title: str
    version: str = ""
    at: int = -1
    tags: list = field(default_factory=list)
    kind: str = ""
    parts: list = field(default_factory=list)
    measure: tuple = None
    limit: tuple = None
    keys: list = field(default_factory=list)
    unless: list = field(default_factory=list)


class Parser:
    def __init__(self, line):
        self.line = line
        self.tokens = [(kind, match.group()) for match in TOKEN.finditer(line)
                       if (kind := match.lastgroup) != "space"]
        self.next = 0

    def peek(self, ahead=0):
        at = self.next + ahead
        return self.tokens[at] if at < len(self.tokens) else ("end", "")

    def take(self, *wanted):
        kind, text = self.peek()
        if wanted and text not in wanted:
            raise SystemExit(f"the dump has `{text}`, not {wanted}, as token {self.next} of: {self.line}")
        self.next += 1
        return text

    def at(self, *words):
        return all(self.peek(i)[1] == word for i, word in enumerate(words))

    def takes(self, *words):
        if not self.at(*words):
            return False
        self.next += len(words)
        return True

    def pattern(self):
        binding = int(self.take().partition("@")[2])
        if self.takes("within"):
            self.expression()
        self.take(":")
        cases = []
        while True:
            event = self.take()
            cases.append((event, self.expression() if self.takes("where") else None))
            if not (self.at("or") and self.peek(1)[0] == "word"):
                return Pattern(binding, cases)
            self.take("or")

    def past(self):
        """("past", the patterns of which one has to be there): a gap only takes some away."""
        found = []
        while True:
            self.take("(")
            found.append(self.pattern())
            self.take(")")
            if not self.takes("or"):
                break
        if self.takes("with", "no", "("):
            found.append(self.pattern())
            self.take(")")
            self.take("since")
        return found

    def expression(self):
        node = self.primary()
        while True:
            if self.at(".") and self.peek(1)[0] == "word":
                self.take(".")
                self.take()
                node = ("of", [node])
            elif self.takes("["):
                node = ("of", [node, self.expression()])
                self.take("]")
            else:
                return node

    def primary(self):
        kind, text = self.peek()
        if text in "([{":
            return {"(": self.bracket, "[": self.list, "{": self.ask}[text]()
        self.take()
        if kind == "text":
            return ("constant", text)
        if kind == "field":
            name, _, binding = text.partition("@")
            return ("field", name, int(binding))
        if kind == "local":
            return ("local", text.partition("%")[2])
        if kind == "number":
            while UNIT.match(self.peek()[1]):
                text += " " + self.take()
                if self.peek()[0] == "number":
                    text += " " + self.take()
            return ("constant", text)
        if kind == "word" and self.at("("):
            return self.call()
        return ("constant", text)

    def call(self):
        self.take("(")
        arguments = [self.expression()]
        if self.takes("as"):
            while not self.at(")"):
                self.take()
        while self.takes(","):
            arguments.append(self.expression())
        self.take(")")
        return ("of", arguments)

    def list(self):
        self.take("[")
        elements = []
        while not self.takes("]"):
            elements.append(self.expression())
            if self.takes("for"):
                name = self.take().partition("%")[2]
                self.take("in")
                node = ("let", name, ("of", [self.expression()]), ("of", elements))
                self.take("]")
                return node
            self.takes(",")
        return ("list", elements)

    def bracket(self):
        self.take("(")
        node = self.inner()
        self.take(")")
        return node

    def inner(self):
        if self.at("let") and self.peek(1)[0] == "local":
            self.take()
            name = self.take().partition("%")[2]
            self.take("=")
            value = self.expression()
            self.take("in")
            return ("let", name, value, self.expression())
        for word in ("not", "has"):
            if self.takes(word):
                return (word, self.expression())
        if self.at("any") or self.at("every"):
            self.take()
            name = self.take().partition("%")[2]
            self.take("in")
            items = self.expression()
            self.take(":")
            return ("each", name, items, self.expression())
        if self.takes("-"):
            return ("of", [self.expression()])
        node = self.expression()
        while not self.at(")"):
            node = self.operator(node)
        return node

    def operator(self, left):
        sign = self.take()
        if sign in ("starts", "ends"):
            self.take("with")
        if sign == "in" and self.takes("network"):
            sign = "in network"
        if sign == "in" and self.peek()[0] == "number":
            self.take()
            self.take()
            return ("test", "network", left, ("constant", ""))
        right = ("constant", self.take()) if self.peek()[0] == "regex" else self.expression()
        if self.takes("ignoring", "case"):
            sign += " ignoring case"
        if sign in ("and", "or", "else"):
            return (sign, left, right)
        return ("of", [left, right]) if sign in "+-*/" else ("test", sign, left, right)

    def ask(self):
        self.take("{")
        self.take()  # 438@432 is a number and what the printer says of its place
        while self.at("@") or self.peek(-1)[1] == "@":
            self.take()
        node = self.question()
        while not self.takes("}"):
            self.take()
        return node

    def question(self):
        word = self.peek()[1]
        if self.takes("preceded", "by"):
            return ("past", [], self.past())
        if word in ("cell", "row"):
            self.take()
            table = self.take()
            return (word, table, self.list()[1])
        if word == "state":
            self.take()
            name = self.take()
            return ("state", name, self.call()[1])
        if word in AGGREGATES and self.peek(1)[1] == "(":
            return self.aggregate()
        subject = self.expression()
        self.take("derive")
        self.take("from")
        self.take("(")
        node = ("past", [subject], [self.pattern()])
        self.take(")")
        return node

    def aggregate(self):
        word = self.take()
        self.take("(")
        value = []
        if word != "count":
            value = [self.expression()]
            self.take("of", "from")
        wrapped = self.takes("(")
        node = ("aggregate", value, self.pattern())
        if wrapped:
            self.take(")")
        self.take(")")
        return node


def blocks(dump):
    """The declarations of the dump, each a list of lines."""
    found = []
    for line in dump.splitlines():
        if line[:1].strip():
            found.append([line])
        elif found:
            found[-1].append(line)
    return found


NORM = re.compile(r"  (forbid|before|after|around|require|for each earlier) (.*)$")


def clause_of(lines):
    head = re.match(r'clause (\S+) "(.*)"$', lines[0])
    clause = Clause(head[1], head[2].replace('\\"', '"'))
    for line in lines[1:]:
        word, _, rest = line.strip().partition(" ")
        if norm := NORM.match(line):
            clause.kind = clause.kind or norm[1]
            parser = Parser(norm[2])
            found = parser.past() if parser.at("(") else [parser.pattern()]
            clause.parts.append((norm[1], found))
        elif word == "limit":
            parser = Parser(rest.partition(" ")[2])
            clause.kind, clause.measure = "limit", parser.expression()
            parser.take("to")
            clause.limit = parser.expression()
        elif word == "per":
            clause.keys.append(Parser(rest.partition(" = ")[2]).expression())
        elif word == "unless":
            parser = Parser(rest)
            parser.take()
            parser.take(":")
            clause.unless.append(parser.expression())
        elif word == "at":
            clause.at = int(rest.lstrip("@"))
        elif word == "version":
            clause.version = rest.strip('"')
        elif word == "tags":
            clause.tags = re.findall("`([^`]*)`", rest)
    return clause


def source_of(lines):
    """The source's name and its mappings: pairs of an event and what stands in each field, a constant
    as its text or None."""
    mappings = []
    for line in lines[1:]:
        if line.startswith("  event "):
            mappings.append((line.split()[1], {}))
        elif match := re.match(r"    ([a-z_][\w.\[\]]*) = (.*)$", line):
            mappings[-1][1][match[1]] = match[2] if re.fullmatch(r'"[^"]*"', match[2]) else None
    return lines[0].split()[1], mappings
