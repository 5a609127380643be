"""Which clauses a source can decide, from the rules alone.

A clause's conditions are worked out for an event that has just the fields that the source fills: such
a field holds anything (or its constant), each other one is missing. Other events, which may come from
another log, and the tables of facts are taken to be as anybody might wish. The result is not one truth
but the set of those that can come, with the fields to blame where one of them is unknown:

  DECIDES       True, perhaps False
  IN_PART       None among others, but True, too: what decides is there for some events
  UNDETERMINED  None, perhaps False: what looks like a breach stays undetermined
  SILENT        False only: the clause is not about what that source logs

Example: `provider in ["x"] and purpose == "y"` of a source with `provider = "x"` and no purpose is
{None}, and `purpose` is to blame; with `provider = "z"` it is {False}, whatever is missing.
Two conditions on the same field are taken to be independent, so the set may be too large, never too
small: what is called decided is. Cost: each expression once for each source that makes the event.
"""

import itertools

import dump

DECIDES, IN_PART, UNDETERMINED, SILENT = "✓", "~", "?", "–"
RANKS = [SILENT, UNDETERMINED, IN_PART, DECIDES]

# Values: MISSING and the fields to blame; a constant; anything.
ANYTHING = ("anything",)
BOTH = (frozenset({True, False}), frozenset())


def missing(*names):
    return ("missing", frozenset(names))


def blame_of(values):
    return frozenset().union(*(value[1] for value in values if value[0] == "missing"))


def lift(function, *operands):
    """The truths that `function` can have, and whom to blame if None is one of them."""
    truths = frozenset(function(each) for each in itertools.product(*(truth for truth, _ in operands)))
    blame = frozenset().union(*(blame for truth, blame in operands if None in truth))
    return truths, blame if None in truths else frozenset()


def all_of(truths):
    return False if False in truths else None if None in truths else True


def any_of(truths):
    return True if True in truths else None if None in truths else False


def negate(truths):
    return None if truths[0] is None else not truths[0]


class Event:
    """What is known of the event at which a clause stands: `bindings` speak of it, `kind` is its name,
    `fields` what the source fills (see dump.source_of)."""

    def __init__(self, bindings, kind, fields, declared):
        self.bindings, self.kind, self.fields, self.declared = bindings, kind, fields, declared

    def field(self, name, binding):
        if binding not in self.bindings:
            return ANYTHING
        if name not in self.declared:
            name = name.partition(".")[2]
        if name not in self.fields:
            return missing(f"{self.kind}.{name}")
        constant = self.fields[name]
        return ANYTHING if constant is None else ("constant", constant)


class Evaluation:
    """Works out one event. `without` are the fields that are missing and of which `has` was asked."""

    def __init__(self, event):
        self.event, self.locals, self.without = event, {}, set()

    def value(self, node):
        kind = node[0]
        if kind == "constant":
            return node
        if kind == "field":
            return self.event.field(node[1], node[2])
        if kind == "local":
            return self.locals.get(node[1], ANYTHING)
        if kind == "let":
            self.locals[node[1]] = self.value(node[2])
            return self.value(node[3])
        if kind == "else":
            first = self.value(node[1])
            return self.otherwise(first, node[2]) if first[0] == "missing" else first
        if kind == "list":
            # A list is there, whatever its elements are.
            return ANYTHING
        if kind == "aggregate":
            return self.aggregate(node)
        arguments = node[2] if kind == "cell" else node[1] if kind == "of" else None
        if arguments is None:
            truths, blame = self.truth(node)
            return ("missing", blame) if truths == {None} else ANYTHING
        blame = blame_of(self.value(each) for each in arguments)
        return ("missing", blame) if blame else ANYTHING

    def otherwise(self, first, node):
        second = self.value(node)
        return missing(*first[1], *second[1]) if second[0] == "missing" else second

    def aggregate(self, node):
        truths, blame = self.pattern(node[2])
        values = [self.value(each) for each in node[1]]
        blame |= blame_of(values)
        return ("missing", blame) if blame else ANYTHING

    def truth(self, node):
        """The truths that an expression can have, and whom to blame."""
        kind = node[0]
        if kind in ("and", "or"):
            return lift(all_of if kind == "and" else any_of, self.truth(node[1]), self.truth(node[2]))
        if kind == "not":
            return lift(negate, self.truth(node[1]))
        if kind == "has":
            return self.has(self.value(node[1]), node[1])
        if kind == "let":
            self.locals[node[1]] = self.value(node[2])
            return self.truth(node[3])
        if kind == "each":
            items = self.value(node[2])
            self.locals[node[1]] = ANYTHING
            return self.unknown(items) or lift(any_of, BOTH, self.truth(node[3]))
        if kind == "past":
            return self.past(node)
        if kind == "test":
            return self.test(node[1], node[2], node[3])
        if node in (("constant", "true"), ("constant", "false")):
            return frozenset({node[1] == "true"}), frozenset()
        values = [self.value(each) for each in node[2]] if kind in ("row", "state") else [self.value(node)]
        return self.unknown(*values) or BOTH

    def has(self, value, node):
        if value[0] == "missing":
            self.without |= value[1]
            return frozenset({False}), frozenset()
        constant = node[0] == "field" and value[0] == "constant"
        return (frozenset({True}), frozenset()) if constant else BOTH

    def unknown(self, *values):
        blame = blame_of(values)
        return (frozenset({None}), blame) if any(value[0] == "missing" for value in values) else None

    def test(self, sign, left, right):
        values = [self.value(left)]
        if right[0] == "list" and values[0][0] == "constant":
            elements = [self.value(each) for each in right[1]]
            if all(element[0] == "constant" for element in elements):
                return frozenset({values[0] in elements}), frozenset()
        if right[0] != "list":
            values.append(self.value(right))
            if sign in ("==", "!=") and all(value[0] == "constant" for value in values):
                return frozenset({(values[0] == values[1]) == (sign == "==")}), frozenset()
        return self.unknown(*values) or BOTH

    def pattern(self, pattern):
        """Whether an event of a pattern matches: unknown only through this event's missing fields."""
        found = [self.truth(condition) if condition else (frozenset({True}), frozenset())
                 for _, condition in pattern.cases]
        return lift(any_of, *found)

    def past(self, node):
        """Whether there is an earlier event: nobody knows, but for what the condition says."""
        subjects = self.unknown(*(self.value(each) for each in node[1]))
        there = [lift(all_of, BOTH, self.pattern(each)) for each in node[2]]
        return subjects or lift(any_of, *there)


def triggers(clause):
    """The pattern at which a finding stands, and the bindings that speak of its event."""
    if clause.kind == "limit":
        return [(pattern, {clause.at, pattern.binding}) for pattern in counted(clause.measure)]
    return [(pattern, {clause.at}) for _, patterns in clause.parts for pattern in patterns
            if pattern.binding == clause.at]


def counted(node):
    """The patterns of a limit's aggregates."""
    if isinstance(node, dump.Pattern):
        return [node]
    if isinstance(node, (tuple, list)):
        return [found for each in node for found in counted(each)]
    return []


def breach(clause, pattern, index, event):
    """Whether an event that the pattern's case number `index` matches can be a breach, and the fields
    to blame: for an unknown truth, or for one that is False where `has` asks for a missing field."""
    work = Evaluation(event)
    condition = pattern.cases[index][1]
    needed = [work.truth(condition) if condition else (frozenset({True}), frozenset())]
    if clause.kind == "limit":
        values = [work.value(each) for each in (clause.measure, clause.limit, *clause.keys)]
        needed.append(work.unknown(*values) or BOTH)
    for word, patterns in clause.parts:
        if pattern not in patterns:
            there = work.past(("past", [], patterns))
            needed.append(lift(negate, there) if word == "require" else there)
    needed += [lift(negate, work.truth(each)) for each in clause.unless]
    truths, blame = lift(all_of, *needed)
    return truths, blame if None in truths else frozenset(work.without)


def mark_of(truths):
    if truths == {False}:
        return SILENT
    if None not in truths:
        return DECIDES
    return IN_PART if True in truths else UNDETERMINED


def decide(clause, mappings, events):
    """The best mark that a source's mappings get for a clause, and the fields that are missing
    (`event.field`)."""
    best = (SILENT, frozenset())
    for pattern, bindings in triggers(clause):
        for index, (kind, _) in enumerate(pattern.cases):
            for made, fields in mappings:
                if made != kind:
                    continue
                event = Event(bindings, kind, fields | {"time": None}, events[kind])
                truths, blame = breach(clause, pattern, index, event)
                best = better(best, (mark_of(truths), blame))
    return best


def better(one, other):
    """The better mark; of two that are equal, the one with fewer fields missing, but of two that are
    silent the one that says why."""
    def rank(found):
        sign, blame = found
        return RANKS.index(sign), len(blame) if sign == SILENT else -len(blame)
    return max(one, other, key=rank)
