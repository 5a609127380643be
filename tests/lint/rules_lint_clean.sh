# There is nothing to be said of what ships, but for notes. (Most examples are the shipped rules by
# links and a case of their own.)
set -eu
PATH="$ABIDE_BUILD_DIR/bin:$PATH"
abide lint rules
# Examples tell a story: of their clauses not every one has a text behind it, a remedy or a test, and
# the days of some texts are not known.
lint() { abide lint --allow W0836 --allow W0838 --allow W0840 --allow W0848 "$@"; }
lint examples/bytedance/rules
lint examples/bytedance/what-if
lint examples/chain/rules
for file in examples/*/case.abide; do lint "$file"; done
