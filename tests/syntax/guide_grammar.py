"""The parser accepts just what the grammar in the language guide says: both read sentences made at
random from that grammar, half of them with mistakes in them.

usage: guide_grammar.py GUIDE ACCEPTS [SEED [COUNT]]

GUIDE is the page that prints the grammar, ACCEPTS the program made of accepts.cpp.
"""

import pathlib
import random
import re
import subprocess
import sys

import peg
import sentences

SEPARATOR = "\x1e"
LONGEST = 800
# What a sentence of the grammar may still have wrong: escapes, regular expressions, numbers, times
# and durations that mean nothing, parts that stand twice or are missing, and a limit without an
# aggregate, which no production can say.
BESIDE_THE_GRAMMAR = {"E0103", "E0104", "E0105", "E0106", "E0107", "E0112", "E0113", "E0115"}


def make(productions, chance, count):
    writer = sentences.Writer(productions, chance)
    kinds = [item[1] for item in productions["declaration"][1]] + ["clause", "define"] * 4
    while count > 0:
        text = writer.sentence(chance.choice(kinds), chance.choice([3, 5, 7, 9]))
        if chance.random() < 0.5:
            text = writer.with_mistakes(text)
        # One declaration, whatever a mistake has done to the line ends.
        text = re.sub(r"\n(?=[^\s#])", "\n ", text).lstrip()
        if text and text[0] != "#" and len(text) <= LONGEST:
            yield text
            count -= 1


def main(guide, accepts, seed="1", count="1500"):
    sys.setrecursionlimit(20_000)
    productions = peg.read(pathlib.Path(guide).read_text(encoding="utf-8"))
    texts = list(make(productions, random.Random(int(seed)), int(count)))
    done = subprocess.run([accepts], input=SEPARATOR.join(texts).encode(), check=True,
                          stdout=subprocess.PIPE)
    answers = done.stdout.decode().split("\n")
    agreed = {True: 0, False: 0}
    for text, answer in zip(texts, answers):
        by_guide = peg.Parser(productions, text).accepts("declaration")
        by_parser = set(answer.split()) <= BESIDE_THE_GRAMMAR
        if by_guide != by_parser:
            sys.exit(f"seed {seed}: guide {by_guide}, parser {answer or 'True'}:\n{text}")
        agreed[by_guide] += 1
    print(f"agreed on {agreed[True]} sentences and {agreed[False]} others")
    if min(agreed.values()) < int(count) // 10:
        sys.exit("too few of one kind to say anything")


if __name__ == "__main__":
    main(*sys.argv[1:])
