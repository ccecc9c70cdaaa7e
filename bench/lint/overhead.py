#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the CPU time of linting one translation unit with that of parsing
it: clang++ -fsyntax-only alone and with the plugin, coro-tidy, and clang-tidy
with its two coroutine checks.

The commands are run in turns, so that a change in the machine's speed meets
all of them; the figure of a command is the median of its rounds, and the best.

usage: overhead.py [--build DIR] [--rounds N] [--source FILE [-- FLAGS]]
Without --source, echo_server.cpp beside this script (needs libasio-dev).
"""
import argparse
import os
import resource
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ASIO = ["-std=c++20", "-DASIO_HAS_CO_AWAIT", "-DASIO_HAS_STD_COROUTINE"]
CHECKS = ("--checks=-*,misc-coroutine-hostile-raii,"
          "cppcoreguidelines-no-suspend-with-lock,"
          "cppcoreguidelines-avoid-capturing-lambda-coroutines,"
          "cppcoreguidelines-avoid-reference-coroutine-parameters")


def cpu_seconds(command):
    """User and system CPU time of a command, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"failed ({done.returncode}): {' '.join(command)}")
    return (after.ru_utime - before.ru_utime +
            after.ru_stime - before.ru_stime)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--build", default=os.path.join(
        HERE, "..", "..", "build", "release"))
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--source")
    parser.add_argument("flags", nargs="*")
    args = parser.parse_args()
    source = args.source or os.path.join(HERE, "echo_server.cpp")
    flags = args.flags or ASIO
    plugin = os.path.join(args.build, "lib", "coro-tidy-clang.so")
    tidy = os.path.join(args.build, "bin", "coro-tidy")
    parse = ["clang++-22", "-fsyntax-only", "-w", *flags, source]
    commands = {
        "clang++ -fsyntax-only": parse,
        "  with the plugin": parse[:1] + ["-fplugin=" + plugin] + parse[1:],
        "coro-tidy": [tidy, "--quiet", source, "--", *flags],
        "clang-tidy, 4 checks": ["clang-tidy-22", "--quiet", CHECKS, source,
                                 "--", *flags],
    }
    times = {name: [] for name in commands}
    for command in commands.values():
        cpu_seconds(command)  # warm the file cache
    for _ in range(args.rounds):
        for name, command in commands.items():
            times[name].append(cpu_seconds(command))
    base = times["clang++ -fsyntax-only"]
    print(f"{'':24}{'median s':>10}{'ratio':>8}{'best s':>10}{'ratio':>8}")
    for name, values in times.items():
        median, best = statistics.median(values), min(values)
        print(f"{name:24}{median:10.3f}"
              f"{median / statistics.median(base):8.3f}"
              f"{best:10.3f}{best / min(base):8.3f}")


main()
