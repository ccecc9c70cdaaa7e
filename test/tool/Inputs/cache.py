# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Each kind of input of a result, changed: never a stale one."""
import glob
import os
import subprocess
import sys

from tree import TASK, Tree

MAIN = """#include "task.h"
#include <setting.h>
#if __has_include("optional.h")
task extra() { usleep(1); co_return; }
#endif
task g() { CALL; co_return; }
"""
USLEEP = 'extern "C" int usleep(unsigned);\n'
FILES = {
    "main.cpp": MAIN,
    "other.cpp": '#include "task.h"\ntask h() { g(); co_return; }\n',
    "include/task.h": TASK + USLEEP + "task g();\n",
    "include/setting.h": "#define CALL usleep(1)\n",
}


def check(what, tree, expected, findings, **run):
    """Runs with and without the cache; both must say the same."""
    got = tree.run("--cache-dir=cache", *run.get("arguments", ()),
                   env=run.get("env"))
    fresh = tree.run("--no-cache", *run.get("arguments", ()),
                     env=run.get("env"))
    assert got.findings == fresh.findings, (what, got.findings, fresh.findings)
    assert got.status == fresh.status, (what, got.status, fresh.status)
    assert got.counts() == expected, (what, got.counts(), got.errors)
    assert got.findings.count("warning:") == findings, (what, got.findings)
    again = tree.run("--cache-dir=cache", *run.get("arguments", ()),
                     env=run.get("env"))
    assert again.findings == fresh.findings, (what, again.findings)
    assert again.counts() == (0, 2, 0), (what, again.counts())


def main():
    tree = Tree(sys.argv[1], FILES, flags=["-Ifirst", "-Iinclude", "@flags"])
    tree.write("flags", "-DUNUSED=1\n")
    os.mkdir(tree.path("first"))
    tree.age()
    check("nothing known", tree, (2, 0, 0), 2)
    check("nothing changed", tree, (0, 2, 0), 2)

    tree.write("main.cpp", MAIN + "task i() { usleep(2); co_return; }\n")
    check("the source", tree, (1, 1, 0), 3)
    tree.write("main.cpp", MAIN)
    check("the source as it was", tree, (0, 2, 0), 2)

    tree.write("include/setting.h", "#define CALL\n")
    check("a header, and only its dependants", tree, (1, 1, 0), 1)
    stamp = os.stat(tree.path("include/setting.h"))
    tree.age()
    check("older", tree, (0, 2, 0), 1)
    stamp = os.stat(tree.path("include/setting.h"))
    tree.write("include/setting.h", "#define CALm\n")
    os.utime(tree.path("include/setting.h"),
             ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    broken = tree.run("--cache-dir=cache")
    assert broken.counts() == (1, 1, 0) and broken.status == 2, \
        "the same size and time"
    tree.write("include/setting.h", "#define CALL usleep(1)\n")
    check("as at first", tree, (0, 2, 0), 2)

    tree.write("first/setting.h", "#define CALL\n")
    check("a header that hides another", tree, (1, 1, 0), 1)
    os.remove(tree.path("first/setting.h"))
    check("no more", tree, (0, 2, 0), 2)
    os.rename(tree.path("include/setting.h"), tree.path("first/setting.h"))
    check("moved", tree, (1, 1, 0), 2)
    os.rename(tree.path("first/setting.h"), tree.path("include/setting.h"))
    tree.write("include/optional.h", "")
    check("__has_include", tree, (1, 1, 0), 3)
    os.remove(tree.path("include/optional.h"))

    os.mkdir(tree.path("include/optional.h"))
    tree.run("--cache-dir=cache")
    os.rmdir(tree.path("include/optional.h"))
    tree.write("include/optional.h", "")
    check("a file where a folder was", tree, (0, 2, 0), 3)
    os.remove(tree.path("include/optional.h"))

    tree.write("flags", "-DUNUSED=2\n")
    check("a response file", tree, (2, 0, 0), 2)
    tree.flags.append("-DMORE")
    tree.write_database()
    check("a flag", tree, (2, 0, 0), 2)
    check("a check", tree, (2, 0, 0), 1, arguments=["--checks=-coro-blocking-*"])
    tree.write(".clang-tidy", "Checks: '-coro-unawaited-task'\n")
    check("a configuration file", tree, (2, 0, 0), 1)
    os.remove(tree.path(".clang-tidy"))
    tree.write("m.yaml", "library: m\nfunctions:\n  - {names: [g], spawns: true}\n")
    check("a model", tree, (2, 0, 0), 1, arguments=["--model=m.yaml"])
    tree.write("m.yaml", "library: m\nfunctions:\n  - {names: [h], spawns: true}\n")
    check("its content", tree, (2, 0, 0), 2, arguments=["--model=m.yaml"])
    check("the confidence", tree, (2, 0, 0), 2,
          arguments=["--confidence=certain"])
    tree.write("elsewhere/optional.h", "")
    check("the environment", tree, (2, 0, 0), 3,
          env={"CPATH": tree.path("elsewhere")})

    entries = sorted(glob.glob(tree.path("cache/llvmcache-*")))
    assert not glob.glob(tree.path("cache/*temp*"))
    for number, entry in enumerate(entries):
        content = open(entry, "rb").read()
        with open(entry, "wb") as out:
            out.write([b"", content[:9], content[:-1],
                       content[:40] + b"\xff" + content[41:]][number % 4])
    check("damaged entries", tree, (2, 0, 0), 2)

    runs = [subprocess.Popen(["coro-tidy", "-p", ".", "--cache-dir=shared"],
                             cwd=tree.folder, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL) for _ in range(3)]
    outputs = {run.communicate()[0] for run in runs}
    assert len(outputs) == 1, outputs

    # A folder of that name cannot be made; one that cannot be written to is no
    # reason to find nothing.
    for name in ("main.cpp/x", "main.cpp"):
        refused = subprocess.run(["coro-tidy", "-p", ".", "--cache-dir=" + name],
                                 cwd=tree.folder, capture_output=True, text=True)
        assert refused.returncode == 2 and refused.stderr == (
            f"coro-tidy: error: cannot make the cache folder '{name}': "
            "Not a directory\n"), refused.stderr
    for entry in glob.glob(tree.path("shared/llvmcache-*")):
        os.remove(entry)
        os.mkdir(entry)
    hindered = tree.run("--cache-dir=shared")
    assert hindered.findings.count("warning:") == 2
    assert "warning: the cache could not be written: " in hindered.errors


main()
