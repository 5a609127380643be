"""A plain monitor for formulas of metric first-order temporal logic, in MonPoly's text syntax.

It follows the definition of the logic, slow and obvious, and knows nothing of Abide: a formula's
meaning at a time-point is the set of assignments of its free variables that satisfy it. The text is
cut into words as MonPoly's lexer cuts it (the longest word wins, and `a-1` is one name), operands
that are more than a predicate or a comparison must stand in parentheses, and a formula is refused
unless it is monitorable by the rules of MonPoly and of VeriMon (see `check`).
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


class Undecided(Exception):
    """The log ends before the formula's windows do."""


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


# --- Logs


def read_signature(text):
    signature = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        match = re.fullmatch(r"([A-Za-z][A-Za-z0-9_]*)\(((?:int|string)(?:, (?:int|string))*)\)", line)
        if not match or match[1] in signature:
            raise Wrong(f"no line of a signature: {line}")
        signature[match[1]] = match[2].split(", ")
    return signature


PREDICATE = re.compile(r' ([A-Za-z0-9_]+)\(((?:[^"()]|"(?:[^"\\]|\\.)*")*)\)')
ARGUMENT = re.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9]+')


def read_log(text, signature):
    """A list of (time-stamp, {predicate: rows})."""
    points = []
    for line in text.splitlines():
        match = re.fullmatch(r"@([0-9]+)((?: .*)?);", line)
        if not match:
            raise Wrong(f"no line of a log: {line}")
        tables, rest = {}, match[2]
        while rest:
            one = PREDICATE.match(rest)
            if not one:
                raise Wrong(f"no predicate: {rest}")
            row = tuple(word if word[0] == '"' else int(word) for word in ARGUMENT.findall(one[2]))
            kinds = ["string" if isinstance(value, str) else "int" for value in row]
            if signature.get(one[1]) != kinds:
                raise Wrong(f"{one[0]} is not as the signature says")
            tables.setdefault(one[1], set()).add(row)
            rest = rest[one.end():]
        points.append((int(match[1]), tables))
    if [stamp for stamp, _ in points] != sorted(stamp for stamp, _ in points):
        raise Wrong("time-stamps fall")
    return points


# --- Meaning


def value(term, row):
    if term[0] == "var":
        return row[term[1]]
    if term[0] == "const":
        return term[1]
    a, b = value(term[1], row), value(term[2], row)
    if term[0] in ("/", "MOD"):
        if a < 0 or b <= 0:
            raise Wrong("monitors differ on the division of negative numbers")
        return a // b if term[0] == "/" else a % b
    return {"+": a + b, "-": a - b, "*": a * b}[term[0]]


def holds(f, row):
    a, b = value(f[2], row), value(f[3], row)
    return {"=": a == b, "<": a < b, "<=": a <= b}[f[1]]


class Monitor:
    def __init__(self, formula, points):
        self.formula, self.points = formula, points
        self.lets, self.known = {}, {}

    def verdicts(self):
        """The assignments at each time-point that is decided when the log ends."""
        names = free(self.formula)
        found = []
        for at in range(len(self.points)):
            try:
                rows = self.rows(self.formula, at)
            except Undecided:
                continue
            found += [(at, tuple(dict(row)[name] for name in names)) for row in rows]
        return found

    def rows(self, f, at):
        """The satisfying assignments, each a frozenset of (name, value)."""
        key = (id(f), at)
        if key not in self.known:
            try:
                self.known[key] = getattr(self, "of_" + f[0].lower())(f, at)
            except Undecided as undecided:
                self.known[key] = undecided
        if isinstance(self.known[key], Undecided):
            raise self.known[key]
        return self.known[key]

    def of_predicate(self, f, at):
        if f[1] in self.lets:
            parameters, definition = self.lets[f[1]]
            table = {tuple(dict(row)[name] for name in parameters)
                     for row in self.rows(definition, at)}
        else:
            table = self.points[at][1].get(f[1], set())
        found = set()
        for row in table:
            assigned = {}
            for term, one in zip(f[2], row):
                expected = term[1] if term[0] == "const" else assigned.setdefault(term[1], one)
                if expected != one or isinstance(expected, str) != isinstance(one, str):
                    break
            else:
                found.add(frozenset(assigned.items()))
        return found

    def of_relation(self, f, at):
        if f[2][0] == f[3][0] == "const":
            return {frozenset()} if holds(f, {}) else set()
        (_, name), (_, constant) = (f[2], f[3]) if f[2][0] == "var" else (f[3], f[2])
        return {frozenset({(name, constant)})}

    def of_not(self, f, at):
        return set() if self.rows(f[1], at) else {frozenset()}

    def of_and(self, f, at):
        found = {frozenset()}
        for operand in f[1:]:
            if is_test(operand):
                found = self.tested(found, operand)
            elif operand[0] == "NOT":
                names, rows = set(free(operand)), self.rows(operand[1], at)
                found = {row for row in found
                         if frozenset(pair for pair in row if pair[0] in names) not in rows}
            else:
                found = self.joined(found, self.rows(operand, at))
        return found

    @staticmethod
    def tested(rows, f):
        found = set()
        for row in rows:
            names = dict(row)
            for one, other in (f[2:4], f[3:1:-1]) if f[0] == "RELATION" else ():
                if one[0] == "var" and one[1] not in names:
                    names[one[1]] = value(other, names)
            if holds(f, names) if f[0] == "RELATION" else not holds(f[1], names):
                found.add(frozenset(names.items()))
        return found

    @staticmethod
    def joined(left, right):
        found = set()
        for a in left:
            names = dict(a)
            for b in right:
                if all(names.get(name, one) == one for name, one in b):
                    found.add(a | b)
        return found

    def of_or(self, f, at):
        found = set()
        for operand in f[1:]:
            found |= self.rows(operand, at)
        return found

    def of_exists(self, f, at):
        return {frozenset(pair for pair in row if pair[0] not in f[1]) for row in self.rows(f[2], at)}

    def of_once(self, f, at):
        found = set()
        for then in range(at + 1):
            if f[1] is None or self.points[at][0] - self.points[then][0] <= f[1]:
                found |= self.rows(f[2], then)
        return found

    def of_eventually(self, f, at):
        end = self.points[at][0] + f[1]
        if self.points[-1][0] <= end:
            raise Undecided()
        found = set()
        for then in range(at, len(self.points)):
            if self.points[then][0] <= end:
                found |= self.rows(f[2], then)
        return found

    def of_previous(self, f, at):
        return self.rows(f[1], at - 1) if at > 0 else set()

    def of_since(self, f, at):
        found = set()
        names = set(free(f[1]))
        for then in range(at + 1):
            held = self.rows(f[1][1] if f[1][0] == "NOT" else f[1], then)
            kept = {row for row in found
                    if (frozenset(pair for pair in row if pair[0] in names) in held)
                    == (f[1][0] != "NOT")}
            found = kept | self.rows(f[2], then)
        return found

    def of_aggregate(self, f, at):
        groups = {}
        for row in self.rows(f[5], at):
            names = dict(row)
            group = frozenset((name, names[name]) for name in f[4])
            groups.setdefault(group, []).append(names[f[3]])
        if not groups and not f[4]:
            raise Wrong("monitors differ on the aggregate of nothing")
        functions = {"CNT": len, "SUM": sum, "MIN": min, "MAX": max}
        return {group | {(f[1], functions[f[2]](values))} for group, values in groups.items()}

    def of_let(self, f, at):
        self.lets[f[1]] = (f[2], f[3])
        return self.rows(f[4], at)

    of_letpast = of_let
