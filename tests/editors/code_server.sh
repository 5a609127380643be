#!/usr/bin/env bash
# Installs VS Code's server from npm (the package code-server) in the given folder: enough of it to run
# an extension. Its search and its sign-on stay out, which need what npm does not have.
set -euo pipefail
mkdir -p "$1"
cd "$1"
npm install --no-audit --no-fund --loglevel=error --ignore-scripts --prefix . code-server@4.96.4

# Native modules are built against the headers of the node that is here, if it has them.
prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
for each in "$prefix" /usr; do
  if [ -d "$each/include/node" ]; then
    export npm_config_nodedir=$each
    break
  fi
done
npm rebuild --loglevel=error argon2

cd node_modules/code-server/lib/vscode
# It names a package by its Git repository that package.json names by its version.
rm -f npm-shrinkwrap.json
npm install --no-audit --no-fund --loglevel=error --ignore-scripts --omit=dev
npm rebuild --loglevel=error @vscode/spdlog node-pty @parcel/watcher native-watchdog
ln -sfn node_modules node_modules.asar
touch "$OLDPWD/installed"
