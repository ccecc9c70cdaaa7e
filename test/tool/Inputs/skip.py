# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Units that have no coroutines are skipped; never one that matters.

Each case is a tree of its own, so that nothing else makes its units be parsed:
one coroutine, in caller.cpp, and a unit whose reason to be parsed is hidden.
"""
import os
import sys

from tree import TASK, Tree

CALLER = """#include "task.h"
#include "api.h"
task caller(base &b, derived_base *d) { USE; co_return; }
"""
API = """#pragma once
extern "C" int usleep(unsigned);
int help();
namespace net { struct stream { stream(); ~stream(); int read(); int operator()(int); }; }
struct base { virtual ~base(); virtual void work() = 0; };
struct derived_base : base { void work() override; };
template <class T> int made() ;
using callback = void (*)();
int each(callback);
"""

# What the coroutine does; the hidden unit's files; findings of that case.
CALLS = {
    "plain": ("help()", {"help.cpp": '#include "api.h"\nint help() { return usleep(1); }\n'}),
    "name pasted by a macro": ("help()", {
        "help.cpp": '#include "api.h"\n#define DEFINE(a, b) int a##b()\nDEFINE(he, lp) { return usleep(1); }\n'}),
    "name from a header of macros": ("help()", {
        "names.h": "#define NAME he ## lp\n#define CAT2(a, b) a##b\n#define CAT(a, b) CAT2(a, b)\n",
        "help.cpp": '#include "api.h"\n#include "names.h"\nint CAT(he, lp)() { return usleep(1); }\n'}),
    "body in an included file": ("help()", {
        "body.inc": "{ return usleep(1); }\n",
        "help.cpp": '#include "api.h"\nint help()\n#include "body.inc"\n'}),
    "generated list": ("help()", {
        "list.def": "ENTRY(help)\nENTRY(other)\n",
        "help.cpp": '#include "api.h"\n#define ENTRY(name) int name() { return usleep(1); }\n#include "list.def"\n'}),
    "braces from macros": ("help()", {
        "help.cpp": '#include "api.h"\n#define BEGIN {\n#define END }\nint help() BEGIN return usleep(1); END\n'}),
    "function try block": ("help()", {
        "help.cpp": '#include "api.h"\nint help() try { return usleep(1); } catch (...) { return 0; }\n'}),
    "attributes and trailing return type": ("help()", {
        "help.cpp": '#include "api.h"\n[[deprecated("old")]] auto help() noexcept(true) -> int { return usleep(1); }\n'}),
    "after a class with its object": ("help()", {
        "help.cpp": '#include "api.h"\nstruct local { int a{1}; int b[2] = {1, 2}; } object; int help() { return usleep(1); }\n'}),
    "extern C": ("c_help()", {
        "api_c.h": 'extern "C" int c_help();\n',
        "help.cpp": '#include "api_c.h"\nextern "C" int usleep(unsigned);\nextern "C" { int c_help() { return usleep(1); } }\n'}),
    "extern C of one declaration": ("c_help()", {
        "api_c.h": 'extern "C" int c_help();\n',
        "help.cpp": '#include "api_c.h"\nextern "C" int usleep(unsigned);\nextern "C" int c_help() { return usleep(1); }\n'}),
    "export macro": ("c_help()", {
        "api_c.h": 'extern "C" int c_help();\n',
        "help.cpp": '#define EXPORT extern "C" __attribute__((visibility("default")))\nextern "C" int usleep(unsigned);\nEXPORT int c_help() { return usleep(1); }\n'}),
    "braces in the arguments of a base": ("b.work()", {
        "help.cpp": '#include "api.h"\nstruct tag {};\ntemplate <tag> struct mixin {};\nstruct sleeper : mixin<tag{}>, base { void work() override { usleep(1); } };\nbase *make() { return new sleeper; }\n'}),
    "lambda in the arguments of a base": ("b.work()", {
        "help.cpp": '#include "api.h"\ntemplate <auto> struct mixin {};\nstruct sleeper : mixin<[] { return 1; }>, base { void work() override { usleep(1); } };\nbase *make() { return new sleeper; }\n'}),
    "brace from a system header": ("help()", {
        "include/open.inc": "#pragma GCC system_header\n{\n",
        "help.cpp": '#include "api.h"\nint help()\n#include <open.inc>\nreturn usleep(1); }\n'}),
    "member": ("net::stream &s = *(net::stream *)d; s.read()", {
        "help.cpp": '#include "api.h"\nint net::stream::read() { return usleep(1); }\n'}),
    "constructor": ("net::stream s", {
        "help.cpp": '#include "api.h"\nnet::stream::stream() { usleep(1); }\n'}),
    "destructor": ("net::stream s", {
        "help.cpp": '#include "api.h"\nnet::stream::~stream() { usleep(1); }\n'}),
    "call operator": ("net::stream &s = *(net::stream *)d; s(1)", {
        "help.cpp": '#include "api.h"\nint net::stream::operator()(int) { return usleep(1); }\n'}),
    "overrider": ("b.work()", {
        "help.cpp": '#include "api.h"\nnamespace { struct sleeper : base { void work() override { usleep(1); } }; }\nbase *make() { return new sleeper; }\n'}),
    "overrider in a function": ("b.work()", {
        "help.cpp": '#include "api.h"\nbase *make() { struct sleeper : base { void work() override { usleep(1); } }; return new sleeper; }\n'}),
    "destructor of a derived class": ("delete &b", {
        "help.cpp": '#include "api.h"\nstruct part { ~part() { usleep(1); } };\nstruct whole : base { part p; ~whole() override {} void work() override; };\nbase *make() { return new whole; }\n'}),
    "explicit instantiation": ("made<int>()", {
        "made.h": "template <class T> int made() { return usleep(sizeof(T)); }\n",
        "help.cpp": '#include "api.h"\n#include "made.h"\ntemplate int made<int>();\n'}),
    "a chain over three units": ("help()", {
        "help.cpp": '#include "api.h"\nint second();\nint help() { return second(); }\n',
        "second.cpp": "int third();\nint second() { return third(); }\n",
        "third.cpp": 'extern "C" int usleep(unsigned);\nint third() { return usleep(1); }\n'}),
    "a helper that runs what it is given": ("each([] { usleep(1); })", {
        "help.cpp": '#include "api.h"\nint each(callback f) { f(); return 0; }\n'}),
    "spliced line and digraphs": ("help()", {
        "help.cpp": '#include "api.h"\nint he\\\nlp() <% return usleep(1); %>\n'}),
}

# What the analysis does not follow; when it does, the scan is ready for it.
UNSEEN = ["overrider in a function", "destructor of a derived class"]

# Findings of a unit by itself, without any keyword of coroutines in sight.
ALONE = {
    "a dropped task, the type behind two headers": {
        "types.h": '#include "task.h"\nusing job = task;\njob start();\n',
        "facade.h": '#include "types.h"\n',
        "drop.cpp": '#include "facade.h"\nvoid run() { start(); }\n'},
    "keywords made by macros": {
        "words.h": "#define JOIN(a, b) a##b\n#define WAIT JOIN(co_, await)\n#define DONE JOIN(co_, return)\n",
        "drop.cpp": '#include "task.h"\n#include "words.h"\nextern "C" int usleep(unsigned);\ntask g() { WAIT f(); usleep(1); DONE; }\n'},
    "a type that only the user's model knows": {
        "job.h": "#pragma once\nnamespace lib { struct job {}; job start(); }\n",
        "drop.cpp": '#include "job.h"\nvoid run() { lib::start(); }\n'},
}

# Names that occur, but where no function is defined: still skipped.
IDLE = {
    "use.cpp": '#include "api.h"\nint use() { return help(); }\n',
    "pointer.cpp": '#include "api.h"\nint (*p)() = help;\n',
    "text.cpp": '// help() { }\nconst char *help_text = "int help() {}"; int helper() { return 0; }\n',
}


def same(what, tree, *arguments):
    got = tree.run(*arguments)
    full = tree.run("--no-skip", *arguments)
    assert full.skipped == 0
    assert (got.findings, got.status) == (full.findings, full.status), \
        (what, got.findings, full.findings)
    return got


def main():
    folder = sys.argv[1]
    base = {"include/task.h": TASK, "include/api.h": API}
    for what, (call, files) in CALLS.items():
        caller = CALLER.replace("USE", call)
        if "api_c.h" in files:
            caller = caller.replace('"api.h"', '"api.h"\n#include "api_c.h"')
        tree = Tree(folder, {**base, "caller.cpp": caller, **IDLE, **files})
        got = same(what, tree)
        assert what in UNSEEN or \
            "'usleep' here, which blocks" in got.findings, (what, got)
        sources = [name for name in files if name.endswith(".cpp")]
        if call == "help()":
            assert got.counts() == (1 + len(sources), 0, len(IDLE)), \
                (what, got.counts())
        assert got.skipped > 0, what
    for what, files in ALONE.items():
        tree = Tree(folder, {**base, **IDLE, **files})
        tree.write("model.yaml", "library: mine\ntypes:\n"
                   "  - {names: ['lib::job'], kind: task, start: lazy}\n")
        got = same(what, tree, "--model=model.yaml")
        assert got.findings.count("warning:") == 1, (what, got.findings)
        assert got.counts() == (1, 0, len(IDLE)), (what, got.counts())
    # A unit that is skipped in one run and wanted in the next.
    tree = Tree(folder, {**base, **IDLE, **CALLS["plain"][1],
                         "caller.cpp": CALLER.replace("USE", "1")})
    assert same("nothing demanded", tree).counts() == (1, 0, 4)
    cache = "--cache-dir=cache"
    assert tree.run(cache).counts() == (1, 0, 4)
    assert tree.run(cache).counts() == (0, 1, 4)
    tree.write("caller.cpp", CALLER.replace("USE", "help()"))
    got = tree.run(cache)
    assert got.counts() == (2, 0, 3) and "usleep" in got.findings
    assert tree.run(cache).counts() == (0, 2, 3)
    # A comment that hides nothing can stand anywhere.
    assert tree.run("--checks=coro-unused-suppression").skipped == 0


main()
