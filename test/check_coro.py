#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs one check over a test file as a clang plugin, with clang's -verify:
every diagnostic must be announced by an expected-* comment, and every comment
must come true. Used by lit as %check_coro.

usage: check_coro.py CLANG PLUGIN FILE [key=value ...] [-- flags]

The check is the one that the file's folder is named after; `checks=` and the
plugin's other arguments may be given.
"""
import os
import subprocess
import sys


def main():
    clang, plugin, source, *rest = sys.argv[1:]
    flags = []
    if "--" in rest:
        at = rest.index("--")
        rest, flags = rest[:at], rest[at + 1:]
    if not any(arg.startswith("checks=") for arg in rest):
        check = os.path.basename(os.path.dirname(os.path.abspath(source)))
        rest.append("checks=-*," + check)
    if not any(flag.startswith("-std=") for flag in flags):
        flags.append("-std=c++20")
    command = [clang, "-fplugin=" + plugin, "-fsyntax-only", "-Wno-everything"]
    command += ["-fplugin-arg-corotidy-" + arg for arg in rest]
    command += ["-Xclang", "-verify", *flags, source]
    sys.exit(subprocess.run(command, check=False).returncode)


main()
