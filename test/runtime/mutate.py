#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Breaks corun on purpose, and looks whether its tests notice.

Each mutation in mutations/*.json replaces one piece of the runtime by something
wrong, and names the tests that must fail then:

    {"file": "runtime/src/task_state.cpp", "find": "text that occurs once",
     "replace": "broken text", "breaks": ["Cancel.ThrowsAtTheSuspensionPoint"]}

The tree is copied, never changed. Tests that hang count as failing. A mutation
that does not compile, or a test that passes, is an error: exit status 1.

    test/runtime/mutate.py [--work FOLDER] [--only PART] [--jobs N]
        [--table docs/asyncio-semantics.md] [--list]

With --table also every test that the table calls "same" must be broken by some
mutation, and exist.
"""
import argparse
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def read_mutations(only):
    out = []
    for path in sorted(glob.glob(os.path.join(HERE, "mutations", "*.json"))):
        part = os.path.splitext(os.path.basename(path))[0]
        if only and part != only:
            continue
        for number, each in enumerate(json.load(open(path)), 1):
            each["name"] = f"{part}:{number}"
            out.append(each)
    return out


def without_type(test):
    """The name of a typed test without the number of its type: Suite/2.Name."""
    return re.sub(r"/\d+\.", ".", test)


def tests_by_file():
    """Suite.Name -> the source file that has it."""
    out = {}
    declared = re.compile(r"\b(?:TYPED_)?TEST(?:_[FP])?\(\s*(\w+),\s*(\w+)\s*\)")
    for path in glob.glob(os.path.join(HERE, "*_test.cpp")):
        for match in declared.finditer(open(path).read()):
            out[".".join(match.groups())] = os.path.basename(path)
    return out


def same_rows(table):
    """The tests in the third column of rows whose last says "same"."""
    out = set()
    for line in open(table):
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        if len(cells) >= 4 and cells[-1] == "same":
            out.update(without_type(test)
                       for test in re.findall(r"\w+(?:/\d+)?\.\w+", cells[2]))
    return out


class Copy:
    """A copy of the runtime and its tests, with one program a test file."""

    def __init__(self, work, jobs):
        self.jobs = jobs
        self.root = os.path.join(work, "tree")
        self.build = os.path.join(work, "build")
        for part in ("runtime", "test/runtime"):
            target = os.path.join(self.root, part)
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(os.path.join(ROOT, part), target)
        command = ["cmake", "-S", os.path.join(self.root, "test/runtime/mutations"),
                   "-B", self.build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
                   "-DCMAKE_CXX_FLAGS=-O0 -g0 -w"]
        if shutil.which("clang++-22"):
            command.append("-DCMAKE_CXX_COMPILER=clang++-22")
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def make(self, programs):
        done = subprocess.run(["ninja", "-C", self.build, "-j", str(self.jobs)] +
                              sorted(programs), capture_output=True, text=True)
        return done.returncode == 0, done.stdout

    def passes(self, program, test):
        try:
            done = subprocess.run(
                [os.path.join(self.build, program), "--gtest_filter=" + test],
                capture_output=True, timeout=10)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0


def program_of(test, where):
    return os.path.splitext(where[without_type(test)])[0]


def try_mutation(copy, mutation, where):
    """What is wrong with it, or nothing."""
    path = os.path.join(copy.root, mutation["file"])
    text = open(path).read()
    if text.count(mutation["find"]) != 1:
        return [f"the text to replace occurs {text.count(mutation['find'])} times "
                f"in {mutation['file']}"]
    programs = {program_of(t, where) for t in mutation["breaks"]}
    with open(path, "w") as out:
        out.write(text.replace(mutation["find"], mutation["replace"]))
    try:
        compiles, log = copy.make(programs)
        if not compiles:
            return ["does not compile:\n" + log[-2000:]]
        return [t + " passes although it should fail" for t in mutation["breaks"]
                if copy.passes(program_of(t, where), t)]
    finally:
        with open(path, "w") as out:
            out.write(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--work", help="a folder for the copy, kept for the next run")
    parser.add_argument("--only", help="the name of one file of mutations/")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--table", help="docs/asyncio-semantics.md")
    parser.add_argument("--list", action="store_true",
                        help="check the names only, build nothing")
    args = parser.parse_args()

    mutations = read_mutations(args.only)
    where = tests_by_file()
    problems = []
    if args.table:
        broken = {without_type(t) for m in mutations for t in m["breaks"]}
        for test in sorted(same_rows(args.table)):
            if test not in where:
                problems.append(f"{args.table} names {test}, which does not exist")
            elif test not in broken:
                problems.append(f"no mutation breaks {test}")
    for mutation in mutations:
        text = open(os.path.join(ROOT, mutation["file"])).read()
        if text.count(mutation["find"]) != 1:
            problems.append(f"{mutation['name']}: the text to replace does not "
                            f"occur once in {mutation['file']}")
        problems += [f"{mutation['name']}: there is no test {t}"
                     for t in mutation["breaks"] if without_type(t) not in where]
    if not args.list and not problems:
        with tempfile.TemporaryDirectory() as scratch:
            copy = Copy(args.work or scratch, args.jobs)
            for mutation in mutations:
                wrong = try_mutation(copy, mutation, where)
                print(f"{mutation['name']}: "
                      f"{'survives' if wrong else 'noticed'} "
                      f"({len(mutation['breaks'])} tests)", flush=True)
                problems += [f"{mutation['name']}: {w}" for w in wrong]
    for problem in problems:
        print("error:", problem)
    tests = {t for m in mutations for t in m["breaks"]}
    print(f"{len(mutations)} mutations, {len(tests)} tests that notice them, "
          f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
