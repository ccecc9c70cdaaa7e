# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Units that include the same headers parse them once, and say the same."""
import os
import sys

from tree import TASK, Tree

SYSTEM = {
    "system/lib/task.hpp": TASK,
    "system/lib/sleep.hpp": "#pragma once\n#define LIB_SLEEP 1\n"
                            "extern \"C\" int usleep(unsigned);\n"
                            "inline int nap() { return usleep(1); }\n"
                            "template <class T> T twice(T t) { return t + t; }\n",
    "system/lib/other.hpp": "#pragma once\n#define LIB_OTHER 1\n",
    # Included once, it is an error.
    "system/lib/list.hpp": "LIST_ENTRY\n#undef LIST_ENTRY\n#define LIST_ENTRY int again;\n",
}
# With a coroutine that blocks by what it calls, and templates.
OWN = """
#pragma once
#include <lib/sleep.hpp>
#include <lib/task.hpp>
inline void rest() { usleep(2); }
inline task resting() { rest(); co_return; }
template <class F> task with(F f) { f(); usleep(3); co_return; }
template <class T> struct box {
  T value;
  task fill(T t) { value = t; rest(); co_return; }
  void drop() { f(); }
};
namespace own { struct base { virtual void wait() = 0; }; }
task virtually(own::base &b);
"""
PROJECT = {"project/own.hpp": OWN}
BODY = """
task work{n}() {{
  usleep(twice(1));
  f();
  co_return;
}}
"""
MORE = """
struct mine{n} : own::base {{ void wait() override {{ rest(); }} }};
task more{n}() {{
  rest();
  with([] {{ usleep({n}); }});
  box<decltype('{n}')> b;
  b.fill('{n}');
  b.drop();
  mine{n} m;
  m.wait();
  co_return;
}}
"""
TASK_H, SLEEP_H = "#include <lib/task.hpp>\n", "#include <lib/sleep.hpp>\n"
OWN_H = "#include <own.hpp>\n"


def unit(n, text):
    begin, body = text if isinstance(text, tuple) else (text, BODY)
    return begin + body.format(n=n)


def both(what, tree, findings, sharing):
    # One after the other: how many fail before the headers are changed counts.
    shared = tree.run("--no-cache", "-j1")
    alone = tree.run("--no-cache", "--no-sharing")
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
    task, sleep, own = TASK_H, SLEEP_H, OWN_H

    def tree(units, **more):
        return Tree(folder, {**SYSTEM, **PROJECT, **more,
                             **{f"u{n}.cpp": unit(n, begin)
                                for n, begin in enumerate(units)}}, flags)

    both("the same", tree([task + sleep] * 5), 10, 5)
    both("with comments, and lines between",
         tree(["// one\n" + task + sleep, task + "\n\n/* two\n\n */\n" + sleep,
               task.strip() + " // three\n" + sleep, task + sleep[:-1] + "\r\n"]),
         8, 4)
    both("in another order, and with others",
         tree([task + sleep, sleep + "#include <vector>\n" + task,
               "#include <string>\nstatic int x;\n" + sleep + task, task + sleep]), 8, 4)
    both("headers of the project, with findings of their own, and instantiations",
         tree([(own, BODY + MORE), (own + task, BODY + MORE),
               (sleep + own, BODY + MORE), own]), 25, 4)
    both("headers within headers that differ",
         tree([f'#include "my{n}.hpp"\n' for n in range(4)],
              **{f"my{n}.hpp": f"#pragma once\n{own}inline task mine{n}() {{ rest(); co_return; }}\n"
                 for n in range(4)}), 16, 4)

    # Macros of the unit that a header would see.
    both("a macro before", tree(["#define usleep(x) (x)\n" + task + sleep,
                                 task + sleep, task + sleep, task + sleep]), 7, 3)
    both("a macro that hides what a header says",
         tree(["#define rest() rest_()\n" + own] + [own] * 3), 12, 3)
    both("a macro that is gone again",
         tree(["#define usleep(x) (x)\n#undef usleep\n" + task + sleep] + [task + sleep] * 3),
         8, 4)
    both("a keyword", tree(["#define private public\n" + own, own, own, own],
                           **{"project/own.hpp": OWN + "class closed { private: int x; };\n"}),
         12, 3)
    config = {"project/lib.hpp": "#pragma once\n#include <lib/task.hpp>\n#include <lib/sleep.hpp>\n"
                                 "#ifndef LIB_MODE\n#define LIB_MODE 0\n#endif\n"
                                 "inline void pause() {\n#if LIB_MODE\n  usleep(9);\n#endif\n}\n",
              "project/mode.hpp": "#pragma once\n#define LIB_MODE 1\n"}
    pause = "task pausing{n}() {{ pause(); co_return; }}\n"
    lib, mode = "#include <lib.hpp>\n", "#include <mode.hpp>\n"
    both("a macro that configures",
         tree([("#define LIB_MODE 1\n" + lib, pause)] + [(lib, pause)] * 3, **config), 1, 3)
    both("a header that configures another, in this order and that",
         tree([(mode + lib, pause)] * 3 + [(lib + "#undef LIB_MODE\n" + mode, pause)] * 3,
              **config), 3, 3)
    both("the other order first",
         tree([(lib + "#undef LIB_MODE\n" + mode, pause)] * 3 + [(mode + lib, pause)] * 3,
              **config), 3, 0)
    quiet = {"project/lib.hpp": "#pragma once\n#include <lib/task.hpp>\n#include <lib/sleep.hpp>\n"
                                "inline void pause() {\n#if LIB_LOUD\n  usleep(9);\n#endif\n}\n",
             "project/mode.hpp": "#pragma once\n#define LIB_LOUD 1\n"}
    both("a macro that is zero where there is none",
         tree([(lib + mode, pause)] * 3 + [(mode + lib, pause)] * 3, **quiet), 3, 3)
    both("a macro that is used before the header is included",
         tree([("#ifdef LIB_OTHER\nconst bool early = true;\n#else\nconst bool early = false;\n#endif\n"
                + task + sleep + "#include <lib/other.hpp>\n",
                "task a{n}() {{ if constexpr (early) usleep(1); co_return; }}\n")]
              + [task + sleep + "#include <lib/other.hpp>\n"] * 3), 6, 3)
    both("a header that a unit includes if another has been",
         tree([(task + "#if LIB_SLEEP\n#include <lib/other.hpp>\n#endif\n" + sleep
                + "#if LIB_OTHER\nconst bool both = true;\n#else\nconst bool both = false;\n#endif\n",
                "task a{n}() {{ if constexpr (both) usleep(1); co_return; }}\n")]
              + [task + sleep + "#include <lib/other.hpp>\n"] * 3), 6, 3)
    both("a saved macro",
         tree([task + sleep + "#include <lib/push.hpp>\n#include <lib/pop.hpp>\n"] * 3,
              **{"system/lib/push.hpp": '#define usleep usleep\n#pragma push_macro("usleep")\n#undef usleep\n#define usleep(x) (x)\n',
                 "system/lib/pop.hpp": '#undef usleep\n#pragma pop_macro("usleep")\n'}), 6, 3)

    # Headers that are not what they seem.
    both("a header with an error",
         tree(["#include <lib/list.hpp>\n" + task + sleep] * 3), 6, 0)
    both("a header that needs another before it",
         tree([own + f"#include <part{n}.hpp>\n" for n in (1, 2, 3)],
              **{"project/need.hpp": "#pragma once\nNEEDED void needed() { usleep(1); }\n"},
              **{f"project/part{n}.hpp": "#define NEEDED inline\n#include <need.hpp>\n#undef NEEDED\n"
                                         f"inline task part{n}() {{ needed(); co_return; }}\n"
                 for n in (1, 2, 3)}), 13, 3)
    both("a list that is included twice",
         tree([own + '#define X(x) inline void x##_() { usleep(1); }\n#include "x.def"\n#undef X\n'
               '#define X(x) inline task x() { x##_(); co_return; }\n#include "x.def"\n#undef X\n'] * 3,
              **{"x.def": "X(first)\nX(second)\n"}), 12, 3)
    both("an include that is missing", tree([task + "#include <none.hpp>\n" + sleep] * 3), 6, 0)
    both("an error in the rest", tree([task + sleep + "int x = unknown;\n"] * 3), 6, 0)
    both("an error in one of them",
         tree([task + sleep + "int x = unknown;\n"] + [task + sleep] * 3), 8, 3)
    both("names that would meet",
         tree([task + "namespace lib { int nap; }\nusing namespace lib;\nint before = nap;\n" + sleep]
              + [task + sleep] * 3), 8, 3)
    api = BODY + "task api{n}() {{ c_api(1); co_return; }}\n"
    both("an include within extern C, and within a namespace",
         tree([("extern \"C\" {\n#include <c.h>\n}\n" + task + sleep, api),
               ("namespace c {\n#include <c.h>\n}\nusing namespace c;\n" + task + sleep, api)]
              + [(task + sleep + "#include <c.h>\n", api)] * 3,
              **{"project/c.h": "#ifndef C_H\n#define C_H\nint c_api(int);\n#endif\n",
                 "c.cpp": "extern \"C\" int usleep(unsigned);\n"
                          "extern \"C\" int c_api(int n) { return usleep(n); }\n"}), 11, 3)
    both("a counter", tree([task + "#include <lib/count.hpp>\n" + sleep + "UNIQUE();\n"] * 3
                           + ["static int counted = __COUNTER__;\n" + task + "#include <lib/count.hpp>\n"
                              + sleep + "UNIQUE();\n"],
                           **{"system/lib/count.hpp":
                              "#pragma once\n#define CAT_(a, b) a##b\n#define CAT(a, b) CAT_(a, b)\n"
                              "#define UNIQUE() static int CAT(unique_, __COUNTER__)\nUNIQUE();\n"}),
         8, 3)
    both("a scope that the unit closes",
         tree([task + sleep + "#include <lib/begin.hpp>\n}\n"] * 3,
              **{"system/lib/begin.hpp": "namespace lib {\n"}), 6, 3)
    both("old line ends", tree([(task + sleep).replace("\n", "\r")] * 3), 6, 3)
    both("an include within a comment that goes on",
         tree([task + "#include <lib/sleep.hpp> // see \\\n#include <none.hpp>\n"] * 3),
         6, 3)
    both("a comment for the tool",
         tree([own] * 3, **{"project/own.hpp": OWN.replace(
             "task resting() { rest();", "task resting() { rest(); // NOLINT(coro-blocking-call)\n")}),
         9, 3)
    both("headers of the same name", tree(['#include "near.hpp"\n', own + '#include "near.hpp"\n',
                                           own + "#include <near.hpp>\n", own + "#include <near.hpp>\n"],
                                          **{"near.hpp": "#pragma once\n#include <own.hpp>\n",
                                             "project/near.hpp": "#pragma once\n#define usleep(x) 0\n"}),
         10, 4)

    # What a unit says between its headers, or leaves in force for them.
    def own_says(text, **more):
        return {"project/own.hpp": "#pragma once\n#include <lib/sleep.hpp>\n"
                                   "#include <lib/task.hpp>\n" + text, **more}

    paused = "task w{n}() {{ pause(); co_return; }}\n"
    use = '#include "use.hpp"\n'
    both("what is found when a template is instantiated",
         tree([(own + '#include "late.ipp"\n', "task w{n}() {{ app::go(); co_return; }}\n")] * 4,
              **own_says("namespace app { struct any { template <class T> any(T &&) {} };\n"
                         "inline void save(any) {} struct msg {};\n"
                         "template <class T> void store(T t) { save(t); }\n"
                         "inline void go() { store(msg{}); } }\n",
                         **{"late.ipp": "#pragma once\nnamespace app { inline void save(msg) { usleep(1); } }\n"})),
         4, 4)
    both("a partial specialisation before the header that uses it",
         tree([(own + "template <class T> struct tr<T *> { static void run() { usleep(1); } };\n" + use,
                "task w{n}() {{ go(); co_return; }}\n")] * 4,
              **own_says("template <class T> struct tr { static void run() {} };\n",
                         **{"use.hpp": "#pragma once\ninline void go() { tr<int *>::run(); }\n"})), 4, 1)
    both("an overload before the header that calls it",
         tree([(own + "static void late(int) { usleep(1); }\n" + use,
                "task w{n}() {{ go(); co_return; }}\n")] * 4,
              **own_says("inline void late(long) {}\n",
                         **{"use.hpp": "#pragma once\ninline void go() { late(1); }\n"})), 4, 1)
    size = own_says("struct S { char a; int b; };\n"
                    "inline void pause() { if constexpr (sizeof(S) == 5) usleep(9); }\n")
    both("a pragma in force", tree([("#pragma pack(push, 1)\n" + own + "#pragma pack(pop)\n", paused)]
                                   + [(own, paused)] * 3, **size), 1, 3)
    both("a pragma that a header leaves in force",
         tree([("#include <pack.hpp>\n" + own, paused)] * 4 + [(own + "#include <pack.hpp>\n", paused)],
              **size, **{"project/pack.hpp": "#pragma once\n#pragma pack(1)\n"}), 4, 1)
    plain = own_says("inline void pause() {}\n")
    both("a poisoned name", tree([("#pragma GCC poison usleep\n" + own, paused)] + [(own, paused)] * 3,
                                 **plain), 0, 3)
    both("a macro that is saved around a header",
         tree([('#pragma push_macro("K")\n' + own + '#pragma pop_macro("K")\n#ifdef K\nconst bool k = true;\n'
                "#else\nconst bool k = false;\n#endif\n",
                "task w{n}() {{ if constexpr (k) usleep(1); co_return; }}\n")] + [(own, paused)] * 3,
              **own_says("#define K 1\ninline void pause() {}\n")), 0, 3)
    both("a macro that a header would define in the same way",
         tree([("#define HAVE_PAUSE\n" + own, paused)] + [(own, paused)] * 3,
              **own_says("#ifndef HAVE_PAUSE\n#define HAVE_PAUSE\ninline void pause() { usleep(9); }\n"
                         "#else\ninline void pause() {}\n#endif\n")), 3, 3)
    both("a macro that a header takes away",
         tree([("#define BLOCK 1\n" + own + "#ifdef BLOCK\nconst bool b = true;\n#else\nconst bool b = false;\n#endif\n",
                "task w{n}() {{ if constexpr (b) usleep(1); co_return; }}\n")] + [(own, paused)] * 3,
              **own_says("#undef BLOCK\ninline void pause() {}\n")), 0, 3)
    both("a macro that is pasted, and made a string",
         tree([("#define VERSION v2\n" + own, paused)] + [(own, paused)] * 3,
              **own_says("#define CAT_(a, b) a##b\n#define CAT(a, b) CAT_(a, b)\n"
                         "inline void pause_v2() { usleep(1); }\ninline void pause_VERSION() {}\n"
                         "inline void pause() { CAT(pause_, VERSION)(); }\n")), 1, 3)
    both("extern C without braces",
         tree([("extern \"C\"\n#include <c.h>\n" + own, "task w{n}() {{ c_api(1); co_return; }}\n")]
              + [("#include <c.h>\n" + own, "task w{n}() {{ c_api(1); co_return; }}\n")] * 3,
              **plain, **{"project/c.h": "#ifndef C_H\n#define C_H\nint c_api(int);\n#endif\n",
                          "c.cpp": "extern \"C\" int usleep(unsigned);\n"
                                   "extern \"C\" int c_api(int n) { return usleep(n); }\n"}), 1, 3)

    # What all do before, or within, is no reason to share nothing.
    config_h = {"config.h": "#define HAVE_SLEEP 1\n",
                **own_says("inline void pause() {\n#ifdef HAVE_SLEEP\n  usleep(1);\n#endif\n}\n")}
    both("a configuration first", tree([('#include "config.h"\n' + own, paused)] * 6, **config_h), 6, 6)
    both("a macro that the compiler has as well",
         tree([("#define _GNU_SOURCE 1\n" + own, paused)] * 6, **plain), 0, 6)
    both("a header within extern C in all",
         tree(["extern \"C\" {\n#include <c.h>\n}\n" + task + sleep] * 8,
              **{"project/c.h": "#ifndef C_H\n#define C_H\nint c_api(int);\n#endif\n"}), 16, 5)
    both("a header that includes all, and cannot be alone",
         tree([("#define ALL\n#include <all.hpp>\n", paused)] * 6,
              **plain, **{"project/all.hpp": "#pragma once\n#include <vector>\n" + own
                                             + "#ifndef ALL\n#error\n#endif\n"}), 0, 6)

    # By folder.
    both("a header that is the system's to some only",
         tree([("#include <lib/deep.hpp>\n", paused)] * 4 + [('#include "system/lib/deep.hpp"\n', paused)],
              **{"system/lib/deep.hpp": "#pragma once\n#include <lib/sleep.hpp>\n#include <lib/task.hpp>\n"
                                        "inline void pause() { usleep(1); }\n"
                                        "inline task deep() { pause(); co_return; }\n"}), 2, 4)
    t = tree([(task + sleep + '#include "next.hpp"\n', paused)] * 3,
             **{"project/next.hpp": "#pragma once\n#include_next <next.hpp>\n",
                "project2/next.hpp": "#pragma once\ninline void pause() { usleep(1); }\n"})
    t.flags = [*flags, "-Iproject2"]
    t.write_database()
    both("the next header of a name", t, 3, 3)

    # By flags.
    t = tree([own] * 6)
    t.flags = [*flags, "-include", "own.hpp"]
    t.write_database()
    both("a header that the command names", t, 16, 6)

    # A crash in a header is one in each unit, and no reason to wait.
    t = tree([task + "#include <lib/crash.hpp>\n"] * 4,
             **{"system/lib/crash.hpp": "#pragma once\n#pragma clang __debug crash\n"})
    if "ASAN_OPTIONS" not in os.environ:  # which takes the signal
        crashed = t.run("--no-cache", "-j2")
        assert crashed.status == 2, crashed.errors
        assert crashed.errors.count("crashed on this file") == 4, crashed.errors

    # What the headers read is an input of every unit.
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
