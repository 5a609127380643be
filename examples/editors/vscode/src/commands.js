// The server's commands, asked for from the palette: which test, which log. Where a code lens asks,
// it says so itself.
const vscode = require('vscode');
const settings = require('./settings');
const { testsIn } = require('./tests');

function ruleFile() {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === 'abide') return document;
  vscode.window.showInformationMessage('Open a rule file first.');
  return undefined;
}

// The test around the cursor; else the one that is picked.
async function chosenTest(document) {
  const tests = testsIn(document.getText());
  if (tests.length === 0) {
    vscode.window.showInformationMessage('There is no test in this file.');
    return undefined;
  }
  const line = vscode.window.activeTextEditor.selection.active.line;
  const around = tests.find((test) => test.first <= line && line <= test.last);
  if (around) return around.title;
  const placeHolder = 'Which test?';
  return vscode.window.showQuickPick(tests.map((test) => test.title), { placeHolder });
}

// False if there is no log and none is chosen.
async function hasLog() {
  if (settings.log()) return true;
  const chosen = await vscode.window.showOpenDialog({ title: 'Log to check', openLabel: 'Check' });
  if (!chosen) return false;
  const target = settings.firstFolder()
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration('abide').update('log', chosen[0].fsPath, target);
  return true;
}

// The arguments with which `command` goes to the server; undefined if it shall not go.
async function completeArguments(command, given) {
  if (command === 'abide.checkLog' && !(await hasLog())) return undefined;
  if (given.length > 0 || !['abide.checkLog', 'abide.runTest'].includes(command)) return given;
  const document = ruleFile();
  if (!document) return undefined;
  const uri = document.uri.toString();
  if (command === 'abide.checkLog') return [uri];
  const title = await chosenTest(document);
  return title === undefined ? undefined : [uri, title];
}

module.exports = { completeArguments };
