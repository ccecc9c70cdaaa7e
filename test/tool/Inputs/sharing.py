# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Units that begin with the same includes parse them once, and say the same."""
import os
import sys

from tree import TASK, Tree

SYSTEM = {
    "system/lib/task.hpp": TASK,
    "system/lib/sleep.hpp": "#pragma once\nextern \"C\" int usleep(unsigned);\n"
                            "inline int nap() { return usleep(1); }\n"
                            "template <class T> T twice(T t) { return t + t; }\n",
    # Included once, it is an error.
    "system/lib/list.hpp": "LIST_ENTRY\n#undef LIST_ENTRY\n#define LIST_ENTRY int again;\n",
}
PROJECT = {
    "project/own.hpp": "#pragma once\n#include <lib/sleep.hpp>\n"
                       "inline void rest() { usleep(2); }\n",
}
BODY = """
task work{n}() {{
  usleep(twice(1));
  f();
  co_return;
}}
"""


def unit(n, begin):
    return begin + BODY.format(n=n)


def both(what, tree, findings, sharing):
    shared, alone = tree.run("--no-cache"), tree.run("--no-cache", "--no-sharing")
    for stream in ("findings", "status"):
        a, b = getattr(shared, stream), getattr(alone, stream)
        assert a == b, (what, a, b)
    errors = [[line for line in run.errors.splitlines() if "error:" in line]
              for run in (shared, alone)]
    assert errors[0] == errors[1], (what, errors)
    assert (shared.sharing, alone.sharing) == (sharing, 0), (what, shared.errors)
    assert shared.findings.count("warning:") == findings, (what, shared.findings)


def main():
    folder = sys.argv[1]
    flags = ["-isystem", "system", "-Iproject"]
    task = "#include <lib/task.hpp>\n"
    sleep = "#include <lib/sleep.hpp>\n"

    def tree(units, **more):
        return Tree(folder, {**SYSTEM, **PROJECT, **more,
                             **{f"u{n}.cpp": unit(n, begin)
                                for n, begin in enumerate(units)}}, flags)

    both("the same", tree([task + sleep] * 5), 10, 5)
    both("with comments between",
         tree(["// one\n" + task + sleep, task + "\n\n/* two\n\n */\n" + sleep,
               task.strip() + " // three\n" + sleep, task + sleep[:-1] + "\r\n"]),
         8, 4)
    both("other includes after", tree([task + sleep, task + sleep + "#include <vector>\n",
                                       task + "#include <string>\n" + sleep,
                                       task + sleep]), 8, 3)
    both("a macro before", tree(["#define usleep(x) (x)\n" + task + sleep,
                                 task + sleep, task + sleep, task + sleep]), 7, 3)
    both("a header with an error",
         tree(["#include <lib/list.hpp>\n" + task + sleep] * 3), 6, 0)
    both("a header of the project behind one of the system",
         tree([task + "#include <own.hpp>\n" + sleep] * 3), 6, 3)
    both("a header of the project before one of the system",
         tree(["#include <own.hpp>\n" + task] * 3), 6, 0)
    both("an include that is missing", tree([task + "#include <none.hpp>\n" + sleep] * 3), 6, 0)
    both("a comment that goes on behind the include",
         tree([task + "#include <lib/sleep.hpp> /* more\n lines */\n"] * 3), 6, 3)
    both("an error in the rest", tree([task + sleep + "int x = unknown;\n"] * 3), 6, 0)

    both("old line ends", tree([(task + sleep).replace("\n", "\r")] * 3), 6, 0)
    both("an include within a comment that goes on",
         tree([task + "#include <lib/sleep.hpp> // see \\\n#include <none.hpp>\n"] * 3),
         6, 3)
    both("a counter", tree([task + "#include <lib/count.hpp>\n" + sleep + "UNIQUE();\n"] * 3,
                           **{"system/lib/count.hpp":
                              "#pragma once\n#define CAT_(a, b) a##b\n#define CAT(a, b) CAT_(a, b)\n"
                              "#define UNIQUE() static int CAT(unique_, __COUNTER__)\nUNIQUE();\n"}),
         6, 3)
    both("a scope that the unit closes",
         tree([task + sleep + "#include <lib/begin.hpp>\n}\n"] * 3,
              **{"system/lib/begin.hpp": "namespace lib {\n"}), 6, 3)
    both("a saved macro",
         tree([task + sleep + "#include <lib/push.hpp>\n#include <lib/pop.hpp>\n"] * 3,
              **{"system/lib/push.hpp": '#define usleep usleep\n#pragma push_macro("usleep")\n#undef usleep\n#define usleep(x) (x)\n',
                 "system/lib/pop.hpp": '#undef usleep\n#pragma pop_macro("usleep")\n'}), 6, 3)

    # A crash in the prefix is one in each unit, and no reason to wait.
    t = tree([task + "#include <lib/crash.hpp>\n"] * 4,
             **{"system/lib/crash.hpp": "#pragma clang __debug crash\n"})
    if "ASAN_OPTIONS" not in os.environ:  # which takes the signal
        crashed = t.run("--no-cache", "-j2")
        assert crashed.status == 2, crashed.errors
        assert crashed.errors.count("crashed on this file") == 4, crashed.errors

    # What the prefix read is an input of every unit.
    t = tree([task + sleep] * 4)
    cache = "--cache-dir=cache"
    assert t.run(cache).counts() == (4, 0, 0)
    assert t.run(cache).counts() == (0, 4, 0)
    t.write("u0.cpp", unit(0, task + sleep + "\n"))
    assert t.run(cache).counts() == (1, 3, 0)
    t.write("system/lib/sleep.hpp", SYSTEM["system/lib/sleep.hpp"] + "\n")
    assert t.run(cache).counts() == (4, 0, 0)
    assert t.run(cache).counts() == (0, 4, 0)


main()
