#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What linting whole trees costs, beside clang++ -fsyntax-only and clang-tidy
with its four coroutine checks under run-clang-tidy -j2. All in one run on one
machine; seconds are of CPU, user and system, unless said otherwise.

usage: whole_trees.py [--build DIR] [--plot FILE.svg] [--only PART] [TREE...]

TREE is a folder with a compile_commands.json, whose units are linted cold, and
with and without what saves time, which must find the same. PART is one of
trees, prefix, sparse, warm, growth, memory. The plot needs gnuplot.
"""
import argparse
import json
import os
import resource
import shlex
import subprocess
import sys
import tempfile
import time

import generate

HERE = os.path.dirname(os.path.abspath(__file__))
CHECKS = ("-*,misc-coroutine-hostile-raii,"
          "cppcoreguidelines-no-suspend-with-lock,"
          "cppcoreguidelines-avoid-capturing-lambda-coroutines,"
          "cppcoreguidelines-avoid-reference-coroutine-parameters")


class Cost:
    def __init__(self, cpu=0.0, wall=0.0, output=""):
        self.cpu, self.wall, self.output = cpu, wall, output

    def __add__(self, other):
        return Cost(self.cpu + other.cpu, self.wall + other.wall)


def run(command, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1, 2):
        sys.exit(f"failed ({done.returncode}): {' '.join(command)}")
    return Cost(after.ru_utime - before.ru_utime +
                after.ru_stime - before.ru_stime, wall, done.stdout)


def commands(folder):
    with open(os.path.join(folder, "compile_commands.json")) as database:
        return json.load(database)


def syntax_only(folder):
    total = Cost()
    for command in commands(folder):
        arguments = command.get("arguments") or shlex.split(command["command"])
        arguments = [a for i, a in enumerate(arguments)
                     if a not in ("-c", "-o") and
                     (not i or arguments[i - 1] != "-o")]
        arguments[0] = "clang++-22"
        total += run([*arguments, "-w", "-fsyntax-only"], command["directory"])
    return total


def clang_tidy(folder):
    return run(["run-clang-tidy-22", "-quiet", "-j2", "-p", ".",
                "-clang-tidy-binary", "clang-tidy-22", "-checks=" + CHECKS],
               folder)


class Bench:
    def __init__(self, tidy, work):
        self.tidy, self.work = tidy, work
        self.bars = []  # (label, ratio, bar)

    def lint(self, folder, *arguments):
        return run([self.tidy, "-p", ".", "--quiet", "-j2", *arguments], folder)

    def say(self, label, ratio, bar):
        met = "" if bar is None else f"   bar {bar}: " + (
            "met" if ratio <= bar else "MISSED")
        print(f"  {label:54}{ratio:7.3f}{met}", flush=True)
        self.bars.append((label, ratio, bar))

    def fresh(self, name, make, *arguments):
        folder = os.path.join(self.work, name)
        make(folder, *arguments)
        return folder

    def cold(self, name, folder, syntax_bar, tidy_bar):
        lint = self.lint(folder, "--no-cache")
        plain = self.lint(folder, "--no-cache", "--no-skip", "--no-sharing")
        if lint.output != plain.output:
            sys.exit(f"{name}: other findings with and without skipping")
        syntax, tidy = syntax_only(folder), clang_tidy(folder)
        print(f"{name}: {len(commands(folder))} units, clang++ -fsyntax-only "
              f"{syntax.cpu:.1f} s, run-clang-tidy {tidy.cpu:.1f} s, coro-tidy "
              f"{lint.cpu:.1f} s (no skipping, no sharing {plain.cpu:.1f} s); "
              "the same findings")
        self.say(f"{name}: of clang++ -fsyntax-only", lint.cpu / syntax.cpu,
                 syntax_bar)
        self.say(f"{name}: of clang-tidy", lint.cpu / tidy.cpu, tidy_bar)
        return syntax, tidy, lint

    def trees(self, folders):
        sums = [Cost(), Cost(), Cost()]
        for folder in folders:
            costs = self.cold(os.path.basename(os.path.abspath(folder)), folder,
                              None, None)
            sums = [a + b for a, b in zip(sums, costs)]
        if folders:
            syntax, tidy, lint = (c.cpu for c in sums)
            self.say(f"{len(folders)} trees: of clang++ -fsyntax-only",
                     lint / syntax, 0.65)
            self.say(f"{len(folders)} trees: of clang-tidy", lint / tidy, 0.5)

    def prefix(self):
        self.cold("40 units over <asio.hpp>", self.fresh(
            "prefix", generate.shared_prefix), 0.25, None)

    def sparse(self):
        self.cold("100 units, ten with coroutines", self.fresh(
            "sparse", generate.one_in_ten), None, 0.15)

    def warm(self):
        folder = self.fresh("warm", generate.many_small, 1000)
        cache = "--cache-dir=" + os.path.join(self.work, "cache")
        cold = self.lint(folder, cache)
        time.sleep(3)  # what was just written is not trusted
        self.lint(folder, cache)
        warm = self.lint(folder, cache)
        assert warm.output == cold.output
        print(f"1000 units, nothing changed: {warm.wall:.2f} s of the clock, "
              f"{warm.cpu:.2f} s of CPU; cold {cold.cpu:.1f} s")
        self.say("milliseconds of CPU a unit / 5", warm.cpu * 1000 / 1000 / 5, 1)
        self.say("seconds of the clock / 3", warm.wall / 3, 1)
        with open(os.path.join(folder, "common3.h"), "a") as header:
            header.write("int more();\n")
        done = subprocess.run([self.tidy, "-p", ".", cache, "--stats"],
                              cwd=folder, capture_output=True, text=True)
        line = next(l for l in done.stderr.splitlines() if " analysed" in l)
        print(f"  one header of 100 units changed: {line}")

    def growth(self):
        costs = {}
        for count in (10, 100, 1000, 2000):
            folder = self.fresh(f"growth{count}", generate.many_small, count)
            costs[count] = self.lint(folder, "--no-cache").cpu / count
            print(f"  {count} units: {costs[count] * 1000:.1f} ms a unit")
        self.say("a unit of 2000 / a unit of 100", costs[2000] / costs[100], 1.1)

    def memory(self):
        source = os.path.join(HERE, "echo_server.cpp")
        peaks = []
        for command in (
                [self.tidy, "--quiet", "--no-cache", source, "--",
                 *generate.ASIO],
                ["clang-tidy-22", "--quiet", "--checks=" + CHECKS, source, "--",
                 *generate.ASIO]):
            done = subprocess.run(["/usr/bin/time", "-f", "%M", *command],
                                  capture_output=True, text=True)
            peaks.append(int(done.stderr.split()[-1]) / 1024)
        print(f"peak memory of one unit: coro-tidy {peaks[0]:.0f} MiB, "
              f"clang-tidy {peaks[1]:.0f} MiB")
        self.say("peak memory: of clang-tidy", peaks[0] / peaks[1], 1)

    def plot(self, path):
        rows = [f'"{label}" {ratio:.3f}\n' for label, ratio, _ in self.bars]
        script = f"""set terminal svg size 900,{120 + 28 * len(rows)} font ",12"
set output '{path}'
set style fill solid
set boxwidth 0.6
set xrange [0:*]
set yrange [-0.5:{len(rows)}-0.5] reverse
set xlabel 'ratio (1 = as much as what it is compared with)'
set lmargin 50
unset key
set grid x
plot '-' using ($2/2):0:($2/2):(0.3):ytic(1) with boxxyerror lc rgb '#3a6ea5'
{''.join(rows)}e
"""
        subprocess.run(["gnuplot"], input=script, text=True, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--build", default=os.path.join(
        HERE, "..", "..", "build", "release"))
    parser.add_argument("--plot")
    parser.add_argument("--only", choices=[
        "trees", "prefix", "sparse", "warm", "growth", "memory"])
    parser.add_argument("trees", nargs="*")
    args = parser.parse_args()
    tidy = os.path.abspath(os.path.join(args.build, "bin", "coro-tidy"))
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(tidy, work)
        parts = {"trees": lambda: bench.trees(args.trees),
                 "prefix": bench.prefix, "sparse": bench.sparse,
                 "warm": bench.warm, "growth": bench.growth,
                 "memory": bench.memory}
        for name, part in parts.items():
            if args.only in (None, name):
                part()
        if args.plot:
            bench.plot(args.plot)


main()
