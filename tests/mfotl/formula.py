"""Formulas of metric first-order temporal logic in MonPoly's text syntax: read, and refused unless
they are monitorable.

The text is cut into words as MonPoly's lexer cuts it (the longest word wins, and `a-1` is one name),
operands that are more than a predicate or a comparison must stand in parentheses, and a formula is
refused unless it is monitorable by the rules of MonPoly and of VeriMon (see `check`).
"""

import re

KEYWORDS = {
    "LET", "LETPAST", "IN", "NOT", "AND", "OR", "EXISTS", "ONCE", "EVENTUALLY", "PREVIOUS", "SINCE",
    "CNT", "SUM", "MIN", "MAX", "MOD", "TRUE", "FALSE",
}
# Other words of the lexer, which no name may be.
OTHER_WORDS = {
    "FORWARD", "BACKWARD", "MATCHF", "MATCHP", "SUBSTRING", "MATCHES", "r2s", "s2r", "f2i", "i2f",
    "i2s", "s2i", "f2s", "s2f", "DAY_OF_MONTH", "MONTH", "YEAR", "FORMAT_DATE", "IMPLIES", "EQUIV",
    "FORALL", "PREV", "NEXT", "SOMETIMES", "ALWAYS", "PAST_ALWAYS", "HISTORICALLY", "UNTIL", "AVG",
    "MED",
}
WORDS = [
    ("blank", re.compile(r"[ \t\r\n]+")),
    ("comment", re.compile(r"\(\*.*?\*\)", re.DOTALL)),
    ("unit", re.compile(r"[0-9]+[A-Za-z]")),
    ("int", re.compile(r"-?[0-9]+")),
    ("text", re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)),
    ("name", re.compile(r"[A-Za-z0-9_][A-Za-z0-9_\-/:'\"]*")),
    ("sign", re.compile(r"<-|<=|>=|[-+*/()\[\],;.<>=]")),
]


class Wrong(Exception):
    """The text is no formula or no log, or the formula is not monitorable."""


def words(text):
    at, found = 0, []
    while at < len(text):
        # The longest match; of equally long ones the first.
        matches = [(match.end(), -i, kind) for i, (kind, form) in enumerate(WORDS)
                   if (match := form.match(text, at))]
        if not matches:
            raise Wrong(f"no word begins at {text[at:at + 20]!r}")
        end, _, kind = max(matches)
        if kind == "unit" or text[at:end] in OTHER_WORDS:
            raise Wrong(f"{text[at:end]!r} is a word of its own to the lexer")
        if kind not in ("blank", "comment"):
            word = text[at:end]
            found.append(("keyword" if word in KEYWORDS else kind, word))
        at = end
    return found


class Parser:
    """Nodes are tuples: the operator's word, then its parts."""

    def __init__(self, text):
        self.words, self.at = words(text), 0

    def parse(self):
        formula = self.formula()
        if self.at != len(self.words):
            raise Wrong(f"the formula ends before {self.words[self.at:self.at + 5]}")
        return formula

    def peek(self, word):
        return self.at < len(self.words) and self.words[self.at][1] == word

    def take(self, kind=None, word=None):
        if self.at == len(self.words):
            raise Wrong("the formula ends early")
        found = self.words[self.at]
        if (kind and found[0] != kind) or (word and found[1] != word):
            raise Wrong(f"expected {word or kind}, found {self.words[self.at:self.at + 5]}")
        self.at += 1
        return found[1]

    def accept(self, word):
        if self.peek(word):
            self.at += 1
            return True
        return False

    def formula(self):
        for keyword in ("LETPAST", "LET"):
            if self.accept(keyword):
                name = self.take("name")
                self.take(word="(")
                parameters = self.names(")")
                self.take(word="=")
                definition = self.formula()
                self.take(word="IN")
                return (keyword, name, tuple(parameters), definition, self.formula())
        if self.accept("NOT"):
            return ("NOT", self.operand())
        if self.accept("EXISTS"):
            return ("EXISTS", tuple(self.names(".")), self.operand())
        if self.accept("PREVIOUS"):
            return ("PREVIOUS", self.operand())
        for keyword in ("ONCE", "EVENTUALLY"):
            if self.accept(keyword):
                return (keyword, self.window(), self.operand())
        if self.at + 1 < len(self.words) and self.words[self.at + 1][1] == "<-":
            return self.aggregation()
        first = self.operand()
        for keyword in ("AND", "OR", "SINCE"):
            if self.peek(keyword):
                operands = [first]
                while self.accept(keyword):
                    operands.append(self.operand())
                if keyword == "SINCE" and len(operands) != 2:
                    raise Wrong("SINCE has two operands")
                return (keyword, *operands)
        return first

    def names(self, end):
        names = [self.take("name")]
        while self.accept(","):
            names.append(self.take("name"))
        self.take(word=end)
        return names

    def window(self):
        if not self.accept("["):
            return None
        self.take("int", "0")
        self.take(word=",")
        end = int(self.take("int"))
        self.take(word="]")
        return end

    def aggregation(self):
        result = self.take("name")
        self.take(word="<-")
        function = self.take("keyword")
        counted = self.take("name")
        groups = []
        if self.accept(";"):
            groups.append(self.take("name"))
            while self.accept(","):
                groups.append(self.take("name"))
        return ("AGGREGATE", result, function, counted, tuple(groups), self.operand())

    def operand(self):
        if self.accept("TRUE"):
            return ("AND",)
        if self.accept("FALSE"):
            return ("OR",)
        start = self.at
        if self.accept("("):
            try:
                formula = self.formula()
                self.take(word=")")
                return formula
            except Wrong as wrong:
                self.at = start
                try:
                    return self.relation()
                except Wrong:
                    raise wrong from None
        if self.words[self.at][0] == "name" and self.words[self.at + 1:self.at + 2] == [("sign", "(")]:
            name = self.take("name")
            self.take(word="(")
            arguments = [self.simple_term()]
            while self.accept(","):
                arguments.append(self.simple_term())
            self.take(word=")")
            return ("PREDICATE", name, tuple(arguments))
        return self.relation()

    def relation(self):
        left = self.term()
        op = self.take("sign")
        if op not in ("=", "<", "<="):
            raise Wrong(f"{op} compares nothing")
        return ("RELATION", op, left, self.term())

    def term(self):
        left = self.simple_term()
        for op in ("+", "-", "*", "/", "MOD"):
            if self.accept(op):
                return (op, left, self.simple_term())
        return left

    def simple_term(self):
        if self.accept("("):
            term = self.term()
            self.take(word=")")
            return term
        kind, word = self.words[self.at]
        if kind not in ("int", "text", "name"):
            raise Wrong(f"{word} is no term")
        self.at += 1
        return ("var", word) if kind == "name" else ("const", int(word) if kind == "int" else word)


def variables(term):
    if term[0] == "var":
        return {term[1]}
    return set() if term[0] == "const" else variables(term[1]) | variables(term[2])


def free(f):
    """In the order in which they appear, which is that of a monitor's output."""
    if f[0] == "PREDICATE":
        return list(dict.fromkeys(term[1] for term in f[2] if term[0] == "var"))
    if f[0] == "RELATION":
        return sorted(variables(f[2]) | variables(f[3]))
    if f[0] == "EXISTS":
        return [name for name in free(f[2]) if name not in f[1]]
    if f[0] == "AGGREGATE":
        return [f[1], *f[4]]
    if f[0] in ("LET", "LETPAST"):
        return free(f[4])
    operands = f[2:] if f[0] in ("ONCE", "EVENTUALLY") else f[1:]
    return list(dict.fromkeys(name for operand in operands for name in free(operand)))


def is_test(f):
    return f[0] == "RELATION" or (f[0] == "NOT" and f[1][0] == "RELATION")


def check_and(operands):
    check(operands[0])
    bound = set(free(operands[0]))
    for operand in operands[1:]:
        names = set(free(operand))
        if is_test(operand):
            assigns = operand[0] == "RELATION" and operand[1] == "=" and any(
                one[0] == "var" and variables(other) <= bound
                for one, other in (operand[2:4], operand[3:1:-1]))
            if not (names <= bound or assigns):
                raise Wrong(f"{operand} tests what is not bound")
        elif operand[0] == "NOT":
            if not names <= bound:
                raise Wrong(f"{operand} negates what is not bound")
            check(operand[1])
        else:
            check(operand)
        bound |= names


def check(f):
    """Monitorable by MonPoly's rules (rewriting.ml, is_monitorable) and VeriMon's (safe_formula)."""
    if f[0] == "RELATION":
        kinds = {f[2][0], f[3][0]}
        if f[1] != "=" or kinds not in ({"const"}, {"const", "var"}):
            raise Wrong(f"{f} stands alone")
    elif f[0] == "PREDICATE":
        if any(term[0] not in ("var", "const") for term in f[2]):
            raise Wrong(f"{f} has an operation as an argument")
    elif f[0] == "NOT":
        if free(f[1]):
            raise Wrong(f"{f} is not guarded")
        check(f[1])
    elif f[0] == "AND":
        if len(f) > 1:
            check_and(f[1:])
    elif f[0] == "OR":
        for operand in f[1:]:
            check(operand)
            if set(free(operand)) != set(free(f[1])):
                raise Wrong(f"{free(operand)} and {free(f[1])} are free in alternatives")
    elif f[0] == "EXISTS":
        check(f[2])
        if not set(f[1]) <= set(free(f[2])):
            raise Wrong(f"one of {f[1]} does not appear")
    elif f[0] == "AGGREGATE":
        check(f[5])
        names = set(free(f[5]))
        if f[1] in names or f[1] in f[4] or f[3] not in names or not set(f[4]) <= names:
            raise Wrong(f"the variables of {f[:5]} do not fit {names}")
        if f[3] in f[4]:
            raise Wrong(f"{f[3]} is both counted and a group")
    elif f[0] == "SINCE":
        check(f[2])
        held = f[1][1] if f[1][0] == "NOT" else f[1]
        check(held)
        if not set(free(held)) <= set(free(f[2])):
            raise Wrong(f"{f[1]} speaks of what did not begin")
    elif f[0] in ("LET", "LETPAST"):
        check(f[3])
        if set(free(f[3])) != set(f[2]):
            raise Wrong(f"{f[1]} has parameters {f[2]}, its definition {free(f[3])}")
        if f[0] == "LETPAST":
            check_recursion(f[1], f[3], False)
        check(f[4])
    else:
        check(f[-1])


def check_recursion(name, f, is_past):
    if f[0] == "PREDICATE" and f[1] == name and not is_past:
        raise Wrong(f"{name} speaks of itself now")
    if f[0] in ("ONCE", "EVENTUALLY", "SINCE", "AGGREGATE"):
        is_past = False
    for part in f[1:]:
        if isinstance(part, tuple) and part and isinstance(part[0], str) and part[0].isupper():
            check_recursion(name, part, is_past or f[0] == "PREVIOUS")
