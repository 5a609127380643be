# What ships has no remark above a note: the rules together, and each example with rules of its own.
set -eu
PATH="$ABIDE_BUILD_DIR/bin:$PATH"
abide lint rules
for folder in examples/*/rules examples/*/what-if; do
  if [ -n "$(find "$folder" -name '*.abide' | head -1)" ]; then abide lint "$folder"; fi
done
for file in examples/*/case.abide; do abide lint "$file"; done
