// What the extension does in a real editor, whose extension host runs this: run() is called there. The
// opened folder has a copy of faulty.abide, and its settings name the program whose server is used.
//
// ABIDE_SUITE_RESULT: where to say what came of it. ABIDE_REAL: the program whose tasks are run.
// ABIDE_STUB_LOG: what the server was told, if it is the stub.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const vscode = require('vscode');

const LINE_OF_FAULT = 7;
const SERVER_COMMANDS = ['abide.runTest', 'abide.checkLog'];

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(what, condition) {
  for (let left = 150; left > 0; --left) {
    const value = await condition();
    if (value) return value;
    await pause(100);
  }
  throw new Error(`does not come to pass: ${what}`);
}

const folder = () => vscode.workspace.workspaceFolders[0].uri;
const configuration = () => vscode.workspace.getConfiguration('abide');
const toWorkspace = vscode.ConfigurationTarget.Workspace;

function told(method) {
  const lines = fs.readFileSync(process.env.ABIDE_STUB_LOG, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line)).filter((message) => message.method === method);
}
const executed = () => told('workspace/executeCommand').map(({ params }) => params);

async function serverCommands() {
  const all = await vscode.commands.getCommands(true);
  return SERVER_COMMANDS.filter((one) => all.includes(one));
}

// Does `step` while another program is set, and waits for the server of the right one.
async function withProgram(program, step) {
  const right = configuration().get('path');
  try {
    await configuration().update('path', program, toWorkspace);
    await step();
  } finally {
    await configuration().update('path', right, toWorkspace);
    await until('the server again', async () => (await serverCommands()).length === 2);
  }
}

async function openFile() {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), 'faulty.abide'));
  return vscode.window.showTextDocument(document);
}

const errorsIn = (document) =>
  vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);

const tests = {
  'a rule file is known by its name': async () => {
    const editor = await openFile();
    assert.strictEqual(editor.document.languageId, 'abide');
    assert.strictEqual(editor.options.tabSize, 2);
  },

  'lines are indented below what begins a declaration, and below a mapping': async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'abide', content: '' });
    await vscode.window.showTextDocument(document);
    for (const text of ['source s', '\n', 'event e when .a', '\n', 'time = .t', '\n', 'id = .i']) {
      await vscode.commands.executeCommand('type', { text });
      // The editor has to have tokenized the line.
      await pause(200);
    }
    const lines = ['source s', '  event e when .a', '    time = .t', '    id = .i'];
    assert.deepStrictEqual(document.getText().split(/\r?\n/), lines);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  },

  'its faults are shown': async () => {
    const { document } = await openFile();
    await until('a diagnostic', () => errorsIn(document).length > 0);
    assert.deepStrictEqual(errorsIn(document).map((one) => one.range.start.line), [LINE_OF_FAULT]);
  },

  'they go when the text is repaired': async () => {
    const editor = await openFile();
    const line = editor.document.lineAt(LINE_OF_FAULT);
    const at = line.text.indexOf('modle');
    const range = new vscode.Range(LINE_OF_FAULT, at, LINE_OF_FAULT, at + 'modle'.length);
    await editor.edit((edit) => edit.replace(range, 'model'));
    await until('no diagnostic', () => errorsIn(editor.document).length === 0);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('the diagnostic again', () => errorsIn(editor.document).length === 1);
  },

  'commands of the server are offered': async () => {
    await until('both commands', async () => (await serverCommands()).length === 2);
  },

  'snippets are offered': async () => {
    const { document } = await openFile();
    const end = new vscode.Position(document.lineCount - 1, 0);
    const list = await vscode.commands.executeCommand(
      'vscode.executeCompletionItemProvider', document.uri, end);
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const wanted of ['clause', 'limit', 'waive']) assert.ok(labels.includes(wanted), wanted);
  },

  'the tasks run, and the faults that they print become problems': async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'abide' });
    assert.deepStrictEqual(tasks.map((task) => task.name).sort(), ['check', 'lint', 'test']);
    const file = vscode.Uri.joinPath(folder(), 'faulty.abide');
    await withProgram(process.env.ABIDE_REAL, async () => {
      const again = await vscode.tasks.fetchTasks({ type: 'abide' });
      await vscode.tasks.executeTask(again.find(({ name }) => name === 'check'));
      const isOfTask = ({ code, source }) => code === 'E0203' && source === 'abide task';
      const problem = await until('a problem of the task', () =>
        vscode.languages.getDiagnostics(file).find(isOfTask));
      assert.strictEqual(problem.range.start.line, LINE_OF_FAULT);
    });
  },

  'a test is run from the cursor': async () => {
    // Another program was set meanwhile, so the server was started again.
    await until('both commands', async () => (await serverCommands()).length === 2);
    const editor = await openFile();
    const line = editor.document.lineCount - 2;
    editor.selection = new vscode.Selection(line, 4, line, 4);
    await vscode.commands.executeCommand('abide.runTest');
    if (!process.env.ABIDE_STUB_LOG) return;
    const uri = editor.document.uri.toString();
    assert.deepStrictEqual(executed().pop(), {
      command: 'abide.runTest',
      arguments: [uri, 'ours is ours'],
    });
  },

  'the server is told of the log and the rules': async () => {
    await configuration().update('log', 'logs/june.ndjson', toWorkspace);
    await configuration().update('rules', ['../more'], toWorkspace);
    if (!process.env.ABIDE_STUB_LOG) return;
    const log = path.join(folder().fsPath, 'logs', 'june.ndjson');
    const rules = [path.resolve(folder().fsPath, '../more')];
    await until('both settings', () => {
      const last = told('workspace/didChangeConfiguration').pop()?.params.settings.abide;
      return last?.log === log && last?.rules[0] === rules[0];
    });
  },

  'the log is checked': async () => {
    const { document } = await openFile();
    await vscode.commands.executeCommand('abide.checkLog');
    if (!process.env.ABIDE_STUB_LOG) return;
    assert.deepStrictEqual(executed().pop(), {
      command: 'abide.checkLog',
      arguments: [document.uri.toString()],
    });
  },

  'without the program there is no server, with it there is one again': async () => {
    await withProgram('no-such-abide', () =>
      until('no server', async () => (await serverCommands()).length === 0));
  },

  'it is started again': async () => {
    await vscode.commands.executeCommand('abide.restartServer');
    await until('a server', async () => (await serverCommands()).length === 2);
  },
};

async function run() {
  const results = {};
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
      results[name] = 'ok';
    } catch (error) {
      results[name] = String(error.stack ?? error);
    }
  }
  fs.writeFileSync(process.env.ABIDE_SUITE_RESULT + '.part', JSON.stringify(results, null, 2));
  fs.renameSync(process.env.ABIDE_SUITE_RESULT + '.part', process.env.ABIDE_SUITE_RESULT);
}

module.exports = { run };
