// Compares the tests that the extension finds in rule files with those that the program runs.
//
// usage: node titles.js PROGRAM PATH…
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { testsIn } = require('../../examples/editors/vscode/src/tests');

// Titles that are hard to read.
const HARD = String.raw`event e "x"
  a string

clause c "c"
  forbid e

test "q \"uo\\te\" \u{e9}\t|" of c
  2026-01-01 e { a: "test \"inner\"" } => breach
# test "of a comment"

test # not here
  "on the next line" of c
  2026-01-01 e {} => breach

test "" of c # test "another"
  2026-01-01 e {} => breach
`;

function foundIn(files) {
  return files.flatMap((file) =>
    testsIn(fs.readFileSync(file, 'utf8')).map(({ title }) => `${file}: ${title}`),
  );
}

function compare(program, paths) {
  const report = execFileSync(program, ['test', '--format', 'json', ...paths], {
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const run = JSON.parse(report).tests;
  const wanted = run.map(({ title, place }) => `${place.file}: ${title}`).sort();
  const seen = foundIn([...new Set(run.map(({ place }) => place.file))]).sort();
  const faults = [
    ...wanted.filter((one) => !seen.includes(one)).map((one) => `not found: ${one}`),
    ...seen.filter((one) => !wanted.includes(one)).map((one) => `no test: ${one}`),
  ];
  faults.forEach((fault) => console.log(fault));
  console.log(`${run.length} tests, ${faults.length} faults`);
  return run.length > 0 && faults.length === 0;
}

const [program, ...paths] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'titles-'));
const hard = path.join(folder, 'hard.abide');
fs.writeFileSync(hard, HARD);
const same = [compare(program, paths), compare(program, [hard])];
fs.rmSync(folder, { recursive: true });
process.exit(same.every(Boolean) ? 0 : 1);
