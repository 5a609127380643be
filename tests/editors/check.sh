#!/usr/bin/env bash
# Tries the editors' set-ups in the editors, or in what of them can be had. For each part a line begins
# with "ok:", "failed:" or "skipped:"; exits 1 if something failed.
#
# usage: tests/editors/check.sh [FOLDER_OF_THE_COMMAND]
#
# With ABIDE_UPDATE_GOLDENS=1 in the environment the snapshots of the highlighting are written anew.
# shellcheck disable=SC2317 # the parts are called by part()
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${1:-build/release-tests/bin}")/abide
stub=$PWD/tests/editors/stub_server.py
extension=examples/editors/vscode
grammar=$extension/syntaxes/abide.tmLanguage.json
readonly work=build/editors
# Rule files that seldom change; what their words look like is in snapshots/.
samples=(
  examples/chain/rules/chain.abide
  examples/chain/rules/gateway.abide
  examples/bytedance/rules/openai-terms-of-use-2023-03-14.abide
)
failed=0
mkdir -p $work

# part NAME COMMAND…: its output is shown if it fails.
part() {
  local name=$1 status=0
  shift
  # In the background, for bash goes on after errors in what stands before `||`.
  ("$@") >"$work"/log 2>&1 &
  wait $! || status=$?
  case $status in
    0) echo "ok: $name" ;;
    77) echo "skipped: $name: $(tail -1 $work/log)" ;;
    *)
      failed=1
      cat "$work"/log
      echo "failed: $name"
      ;;
  esac
}

has_server() { "$program" help lsp >/dev/null 2>&1; }

packages() {
  [ -x "$extension"/node_modules/.bin/vsce ] && return
  (cd "$extension" && npm ci --loglevel=error)
}

grammar_tests() {
  "$extension"/node_modules/.bin/vscode-tmgrammar-test -g "$grammar" 'tests/editors/grammar/*.test.abide'
}

# The tool wants a snapshot beside its file.
snapshots() {
  local name sample update=()
  rm -rf "$work"/snapshots
  mkdir -p "$work"/snapshots
  if [ "${ABIDE_UPDATE_GOLDENS:-}" = 1 ]; then update=(--updateSnapshot); fi
  for sample in "${samples[@]}"; do
    name=$(basename "$sample")
    cp "$sample" "$work"/snapshots
    if [ ${#update[@]} -eq 0 ]; then cp "tests/editors/snapshots/$name.snap" "$work"/snapshots; fi
  done
  "$extension"/node_modules/.bin/vscode-tmgrammar-snap -s source.abide -g "$grammar" "${update[@]}" \
    "$work/snapshots/*.abide"
  if [ ${#update[@]} -ne 0 ]; then cp "$work"/snapshots/*.snap tests/editors/snapshots; fi
}

corpus() {
  git ls-files 'rules/*.abide' 'examples/*.abide' | xargs node tests/editors/corpus.js "$extension"
}

titles() { node tests/editors/titles.js "$program" rules; }

package() { "$extension"/package.sh "$work"; }

# in_vscode PROGRAM
in_vscode() {
  if [ ! -e "$work"/code-server/installed ] &&
    ! tests/editors/code_server.sh "$work"/code-server; then
    echo "code-server can't be installed"
    return 77
  fi
  local status=0
  python3 tests/editors/drive.py "$work"/code-server/node_modules/code-server "$work"/abide.vsix \
    "$1" "$program" || status=$?
  if [ "$status" -eq 77 ]; then echo "there is no chromium"; fi
  return "$status"
}

# in_neovim PROGRAM
in_neovim() {
  if [ "$1" = "$stub" ]; then
    export ABIDE_STUB_LOG=$PWD/$work/stub.log
    : >"$ABIDE_STUB_LOG"
  fi
  ABIDE=$1 timeout 60 nvim --headless --clean --cmd 'set runtimepath^=examples/editors/neovim' \
    --cmd 'filetype plugin on | syntax on' -c 'luafile tests/editors/neovim.lua'
}

# with_servers EDITOR FUNCTION: against the stub, which tells what it was told, and the real server.
with_servers() {
  part "$1, with a stub for the server" "$2" "$stub"
  if has_server; then
    part "$1, with \`abide lsp\`" "$2" "$program"
  else
    echo "skipped: $1, with \`abide lsp\`: this program has no such verb"
  fi
}

if ! command -v npm >/dev/null; then
  echo "skipped: VS Code: there is no npm"
elif ! packages >"$work"/npm.log 2>&1; then
  echo "skipped: VS Code: npm can't install its packages, see $work/npm.log"
else
  part "the grammar's tests" grammar_tests
  part "snapshots of the highlighting" snapshots
  part "the highlighting of all rules and examples" corpus
  part "the titles of all tests" titles
  part "the package for VS Code" package
  with_servers "VS Code" in_vscode
fi
if command -v nvim >/dev/null; then
  with_servers "Neovim" in_neovim
else
  echo "skipped: Neovim: there is no nvim"
fi
exit $failed
