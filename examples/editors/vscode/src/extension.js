const vscode = require('vscode');
const { Server } = require('./server');
const { Tasks } = require('./tasks');

let server;

function activate(context) {
  server = new Server();
  context.subscriptions.push(
    vscode.commands.registerCommand('abide.restartServer', () => server.restart()),
    vscode.tasks.registerTaskProvider('abide', new Tasks()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('abide.path')) server.restart();
      else if (change.affectsConfiguration('abide')) server.tellSettings();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart()),
  );
  return server.start();
}

const deactivate = () => server?.stop();

module.exports = { activate, deactivate };
