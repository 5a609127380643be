// The settings `abide.*`, read anew at each question, with paths made whole.
const os = require('os');
const path = require('path');
const vscode = require('vscode');

function firstFolder() {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 0 ? folders[0].uri.fsPath : undefined;
}

function expand(text) {
  const home = text.startsWith('~/') ? os.homedir() + text.slice(1) : text;
  return home.replaceAll('${workspaceFolder}', firstFolder() ?? '.');
}

function absolute(file) {
  return path.resolve(firstFolder() ?? '.', expand(file));
}

function get(name) {
  return vscode.workspace.getConfiguration('abide').get(name);
}

// A bare name is looked up on the PATH; anything else is a path.
function program() {
  const given = expand((get('path') || 'abide').trim());
  return given.includes('/') || given.includes(path.sep) ? absolute(given) : given;
}

const rules = () => (get('rules') ?? []).map(absolute);
const log = () => (get('log') ? absolute(get('log')) : '');

// What the server is told.
const forServer = () => ({ rules: rules(), log: log() });

module.exports = { absolute, firstFolder, forServer, log, program, rules };
