// The tests of a rule file by their titles. A declaration goes from its first column to the next.
const ESCAPES = { n: '\n', t: '\t' };

function unescape(text) {
  return text.replace(/\\(?:u\{([0-9A-Fa-f]{1,6})\}|(.))/g, (all, code, one) => {
    if (code === undefined) return ESCAPES[one] ?? one;
    const point = parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}

// Comments may stand between the word and the title, too.
const HEAD = /^test(?:\s|#.*\n)*"((?:[^"\\\n]|\\.)*)"/;

// [{title, first, last}], lines from 0.
function testsIn(text) {
  const lines = text.split(/\r?\n/);
  const begins = [...lines.keys()].filter((number) => /^[^\s#]/.test(lines[number]));
  return begins.flatMap((first, i) => {
    const body = lines.slice(first, begins[i + 1]);
    const title = HEAD.exec(body.join('\n'));
    if (!title) return [];
    const last = first + Math.max(0, body.findLastIndex((line) => /^\s+\S/.test(line)));
    return [{ title: unescape(title[1]), first, last }];
  });
}

module.exports = { testsIn };
