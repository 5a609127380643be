// The language server: found, started, told of changed settings, stopped.
const { execFile } = require('child_process');
const vscode = require('vscode');
const { LanguageClient, State } = require('vscode-languageclient/node');
const { completeArguments } = require('./commands');
const settings = require('./settings');

// Why `program` can't be the server, or nothing.
function whyNot(program) {
  return new Promise((resolve) => {
    execFile(program, ['help', 'lsp'], { timeout: 20_000 }, (error) => {
      if (!error) return resolve(undefined);
      if (error.code === 'ENOENT') return resolve(`There is no program \`${program}\`.`);
      if (error.code === 'EACCES') return resolve(`\`${program}\` may not be run.`);
      return resolve(`\`${program}\` has no language server: \`abide help lsp\` fails.`);
    });
  });
}

async function complain(reason) {
  const open = 'Open Settings';
  const chosen = await vscode.window.showErrorMessage(
    `${reason} Highlighting and snippets work without it; for the rest install Abide 0.1 or later, ` +
      'or set `abide.path` to the program.',
    open,
  );
  if (chosen === open) {
    vscode.commands.executeCommand('workbench.action.openSettings', 'abide.path');
  }
}

function options() {
  const files = vscode.workspace.createFileSystemWatcher('**/*.{abide,csv}');
  return {
    documentSelector: [
      { scheme: 'file', language: 'abide' },
      { scheme: 'untitled', language: 'abide' },
    ],
    initializationOptions: settings.forServer(),
    synchronize: { fileEvents: files },
    middleware: {
      executeCommand: async (command, given, next) => {
        const whole = await completeArguments(command, given);
        return whole && next(command, whole);
      },
      workspace: {
        configuration: async (asked, token, next) => {
          const answers = await next(asked, token);
          return asked.items.map((item, i) =>
            item.section === 'abide' ? settings.forServer() : answers[i],
          );
        },
      },
    },
  };
}

class Server {
  #client;
  // Starts and stops come one after the other, however fast they are asked for.
  #last = Promise.resolve();

  start() {
    return this.#inTurn(() => this.#start());
  }

  stop() {
    return this.#inTurn(() => this.#stop());
  }

  restart() {
    return this.#inTurn(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  async tellSettings() {
    await this.#client?.sendNotification('workspace/didChangeConfiguration', {
      settings: { abide: settings.forServer() },
    });
  }

  #inTurn(step) {
    this.#last = this.#last.then(step, step);
    return this.#last;
  }

  async #start() {
    const program = settings.program();
    const reason = await whyNot(program);
    if (reason) {
      // Not awaited: the message stays until somebody answers it.
      complain(reason);
      return;
    }
    const client = new LanguageClient('abide', 'Abide', { command: program, args: ['lsp'] }, options());
    client.onDidChangeState(({ newState }) =>
      vscode.commands.executeCommand('setContext', 'abide.running', newState === State.Running),
    );
    this.#client = client;
    try {
      await client.start();
    } catch {
      // The client has said so, and its output channel says why.
    }
  }

  async #stop() {
    const client = this.#client;
    this.#client = undefined;
    try {
      await client?.dispose();
    } catch {
      // It never ran, or has ended by itself.
    }
  }
}

module.exports = { Server };
