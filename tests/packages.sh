# shellcheck shell=bash
# What Abide needs from Debian's packages, and how it is installed. Sourced by examples/run and
# tests/run; the lists are used there.
# shellcheck disable=SC2034

# To build Abide. Boost is libboost-dev, whatever version that is: the versioned packages conflict
# with each other.
build_packages=(
  g++ cmake ninja-build pkg-config
  libboost-dev libspdlog-dev libfmt-dev libabsl-dev nlohmann-json3-dev libsimdjson-dev
  libre2-dev libcli11-dev libtomlplusplus-dev nettle-dev libxxhash-dev libutf8proc-dev
  libisal-dev libzstd-dev
  tzdata
)
# To build and run the tests.
test_packages=(libgtest-dev libgmock-dev python3 python3-jsonschema)
# What `tests/run --all` adds.
lint_packages=(clang-tidy-14 clang-format-14 shellcheck)
# Readers of what Abide writes for other programs.
reader_packages=(lcov libxml2-utils)
# A browser, and what drives it, for the HTML report.
browser_packages=(chromium chromium-driver python3-selenium fonts-dejavu-core)
# The editor that Debian has, of those that examples/editors is for.
editor_packages=(neovim)
# The shells whose command lines are completed, and what reads the manual page.
shell_packages=(zsh fish mandoc)
# What counts instructions for the guard of speed.
counting_packages=(valgrind)
fuzz_packages=(clang-16 libclang-rt-16-dev)

# missing_packages PACKAGE…: prints those that are not installed.
missing_packages() {
  local package
  for package in "$@"; do
    if ! dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null |
      grep --quiet --line-regexp installed; then
      echo "$package"
    fi
  done
}

# as_root COMMAND…: as it is, or through sudo.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "This needs root or sudo. As root, run:  $*" >&2
    return 1
  fi
}

# install_packages PACKAGE…: installs what is missing. Needs no network when nothing is, and never
# removes a package: apt-get stops instead.
install_packages() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This is no Debian: nothing is installed, these are needed: $*"
    return
  fi
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [ ${#missing[@]} -eq 0 ]; then
    echo "Nothing to install."
    return
  fi
  echo "Installing ${missing[*]}"
  as_root apt-get update --quiet --quiet </dev/null
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --quiet --quiet --no-remove --no-install-recommends \
    -o Dpkg::Use-Pty=0 "${missing[@]}" </dev/null
}

# A line that says what comes next.
step() {
  printf '\n==> %s\n' "$*"
}
