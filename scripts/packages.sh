# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Sourced by run-demo and run-tests: Debian packages, by name.

packages_build="clang-22 llvm-22-dev libclang-22-dev libclang-cpp22-dev llvm-22-tools
  cmake ninja-build g++ python3"
packages_demo="libasio-dev qcoro-doc qcoro-qt6-dev"
packages_test="clangd-22 clang-format-22 libclang-rt-22-dev libgtest-dev googletest libasio-dev
  git groff-base fish zsh libc++-22-dev libc++abi-22-dev pkg-config python3-jsonschema libxml2-utils
  chromium chromium-driver"

# install_packages NAME...: installs what is missing.
install_packages() {
  missing=""
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
      missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  as_root=""
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
      { echo "error: run as root, or install:$missing" >&2; exit 2; }
    as_root=sudo
  fi
  echo "installing:$missing"
  export DEBIAN_FRONTEND=noninteractive
  $as_root apt-get update -qq
  # Small images leave /usr/share/doc out, where the demo's examples are.
  # shellcheck disable=SC2086
  $as_root apt-get install -y -qq --no-install-recommends \
    -o Dpkg::Options::=--path-include=/usr/share/doc/qcoro-doc/* $missing >/dev/null
}

# jobs to build with: one a core
jobs=$(nproc 2>/dev/null || echo 2)
