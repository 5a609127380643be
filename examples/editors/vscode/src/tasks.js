// Tasks of type `abide`: `check`, `test` and `lint` in a terminal, their faults among the problems.
const fs = require('fs');
const path = require('path');
const vscode = require('vscode');
const settings = require('./settings');

const MATCHERS = {
  check: ['$abide', '$abide-findings'],
  test: ['$abide', '$abide-tests'],
  lint: ['$abide'],
};

function rulesIn(folder) {
  const given = settings.rules();
  if (given.length > 0) return given;
  return fs.existsSync(path.join(folder.uri.fsPath, 'rules')) ? ['rules'] : ['.'];
}

function argumentsOf({ verb, rules, logs, options = [] }, folder) {
  const paths = rules ?? rulesIn(folder);
  if (verb !== 'check') return [verb, ...options, ...paths];
  const log = settings.log();
  return [
    'check',
    ...paths.flatMap((one) => ['--rules', one]),
    ...options,
    ...(logs ?? (log ? [log] : [])),
  ];
}

function makeTask(definition, folder, name) {
  return new vscode.Task(
    definition,
    folder,
    name,
    'abide',
    new vscode.ProcessExecution(settings.program(), argumentsOf(definition, folder), {
      cwd: folder.uri.fsPath,
    }),
    MATCHERS[definition.verb],
  );
}

class Tasks {
  provideTasks() {
    return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) =>
      Object.keys(MATCHERS).map((verb) => makeTask({ type: 'abide', verb }, folder, verb)),
    );
  }

  // A task of tasks.json: what it says stays, what it leaves out comes from the settings.
  resolveTask(task) {
    const folder =
      task.scope?.uri !== undefined ? task.scope : vscode.workspace.workspaceFolders?.[0];
    if (!folder || !(task.definition.verb in MATCHERS)) return undefined;
    return makeTask(task.definition, folder, task.name);
  }
}

module.exports = { Tasks };
