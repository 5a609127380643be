// Runs the TextMate grammar over rule files that are known to be right: nothing in them may look wrong,
// and nothing may be left without a scope.
//
// usage: node corpus.js FOLDER_OF_THE_EXTENSION FILE…
const fs = require('fs');
const path = require('path');

const [extension, ...files] = process.argv.slice(2);
const installed = (name) => path.resolve(extension, 'node_modules', name);
const oniguruma = require(installed('vscode-oniguruma'));
const textmate = require(installed('vscode-textmate'));

async function loadGrammar() {
  const wasm = fs.readFileSync(path.join(installed('vscode-oniguruma'), 'release', 'onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer);
  const onigLib = {
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  };
  const source = path.join(extension, 'syntaxes', 'abide.tmLanguage.json');
  const registry = new textmate.Registry({
    onigLib: Promise.resolve(onigLib),
    loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(source, 'utf8'), source),
  });
  return registry.loadGrammar('source.abide');
}

// What is wrong with a token, in words.
function faultOf(text, start, scopes) {
  const own = scopes.filter((scope) => !/^(source|meta)\./.test(scope));
  if (text.trim() === '') return undefined;
  if (scopes.some((scope) => scope.startsWith('invalid.'))) return 'looks wrong';
  if (own.length === 0) return 'has no scope';
  const isText = own.some((scope) => /^(string|comment|constant\.character)\./.test(scope));
  if (text.includes('"') && !isText && !own.includes('support.type.property-name.abide')) {
    return 'is a quote outside a string';
  }
  if (start === 0 && !/^(storage\.type\.declaration|comment)\./.test(own[0])) {
    return 'stands in the first column and begins no declaration';
  }
  return undefined;
}

function faultsOf(grammar, file) {
  const faults = [];
  let state = textmate.INITIAL;
  const lines = fs.readFileSync(file, 'utf8').split(/\r?\n/);
  lines.forEach((line, number) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const text = line.slice(startIndex, endIndex);
      const fault = faultOf(text, startIndex, scopes);
      if (fault) faults.push(`${file}:${number + 1}:${startIndex + 1}: \`${text}\` ${fault}`);
    }
  });
  return { faults, lines: lines.length };
}

async function main() {
  const grammar = await loadGrammar();
  let lines = 0;
  const faults = [];
  for (const file of files) {
    const seen = faultsOf(grammar, file);
    lines += seen.lines;
    faults.push(...seen.faults);
  }
  faults.slice(0, 20).forEach((fault) => console.log(fault));
  console.log(`${files.length} rule files, ${lines} lines, ${faults.length} faults`);
  process.exit(faults.length > 0 || files.length === 0 ? 1 : 0);
}

main();
