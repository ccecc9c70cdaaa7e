# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A source tree that a test makes, changes and lints."""
import json
import os
import re
import shutil
import subprocess

TASK = open(os.path.join(os.path.dirname(__file__), "task.h")).read()


class Tree:
    """Files under a folder, and a compile database for its sources."""

    def __init__(self, folder, files, flags=("-Iinclude",)):
        shutil.rmtree(folder, ignore_errors=True)
        self.folder = os.path.abspath(folder)
        self.flags = list(flags)
        for name, text in files.items():
            self.write(name, text)
        self.write_database()

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w") as out:
            out.write(text)

    def age(self):
        """Makes all files an hour old, so that their stamps can be trusted."""
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(folder, name)
                old = os.stat(path).st_mtime - 3600
                os.utime(path, (old, old))

    def write_database(self):
        sources = sorted(name for name in os.listdir(self.folder)
                         if name.endswith(".cpp"))
        self.write("compile_commands.json", json.dumps(
            [{"directory": self.folder, "file": name,
              "arguments": ["clang++", "-std=c++20", *self.flags, "-c", name]}
             for name in sources]))

    def run(self, *arguments, env=None):
        """Exit status, findings and counts of a run."""
        done = subprocess.run(
            ["coro-tidy", "-p", ".", "--stats", *arguments], cwd=self.folder,
            capture_output=True, text=True, env={**os.environ, **(env or {})})
        counts = re.search(r"translation units: (\d+) analysed, (\d+) from the "
                           r"cache, (\d+) skipped(?:, \d+ could not be)?\n",
                           done.stderr)
        assert counts, done.stderr
        result = Result(done, *map(int, counts.groups()))
        result.sharing = int(re.search(
            r"from headers that were parsed once: (\d+)\n",
            done.stderr).group(1))
        return result


class Result:
    def __init__(self, done, analysed, cached, skipped):
        self.status, self.findings = done.returncode, done.stdout
        self.errors = done.stderr
        self.analysed, self.cached, self.skipped = analysed, cached, skipped

    def counts(self):
        return self.analysed, self.cached, self.skipped
