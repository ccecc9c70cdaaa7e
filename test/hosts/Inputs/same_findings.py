# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Fails unless the plugin and the command line find the same in a file:
same_findings.py CLANG PLUGIN FILE."""
import os
import re
import subprocess
import sys

clang, plugin, source = sys.argv[1:]
source = os.path.realpath(source)
FLAGS = ["-std=c++20"]
PATTERN = re.compile(r"^(\S+:\d+:\d+: (?:warning|note): .*)$", re.M)


def findings(command, stream):
    # From /, so that neither shortens its paths.
    done = subprocess.run(command, capture_output=True, text=True, check=False,
                          cwd="/")
    return sorted(PATTERN.findall(getattr(done, stream)))


in_compiler = findings([clang, "-fplugin=" + plugin, "-fsyntax-only",
                        "-Wno-everything", *FLAGS, source], "stderr")
on_command_line = findings(["coro-tidy", source, "--", *FLAGS], "stdout")
if in_compiler != on_command_line or not in_compiler:
    for line in sorted(set(in_compiler) ^ set(on_command_line)):
        print(("plugin only: " if line in in_compiler else "cli only: ") + line)
    sys.exit(1)
