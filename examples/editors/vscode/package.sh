#!/usr/bin/env bash
# Makes abide.vsix in this folder, or in the one that is given. Needs npm.
set -euo pipefail
out=$(realpath "${1:-$(dirname "$0")}")
cd "$(dirname "$0")"

if [ ! -x node_modules/.bin/vsce ]; then npm ci --loglevel=error; fi
npm run --silent build

# What goes in, beside the repository's licence.
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -r package.json README.md language-configuration.json syntaxes snippets dist ../../../LICENSE "$stage"
vsce=$PWD/node_modules/.bin/vsce
cd "$stage"
"$vsce" package --no-dependencies --allow-missing-repository --out "$out/abide.vsix"
