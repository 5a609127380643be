"""A plain monitor for formulas of metric first-order temporal logic (formula.py).

It follows the definition of the logic, slow and obvious, and knows nothing of Abide: a formula's
meaning at a time-point is the set of assignments of its free variables that satisfy it.
"""

import re

from formula import Wrong, free, is_test


class Undecided(Exception):
    """The log ends before the formula's windows do."""


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
