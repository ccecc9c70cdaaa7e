#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How `coro-tidy link` grows: a generated program of many functions in many
translation units, whole, and its first tenth alone.

usage: scale.py [--tidy build/release/bin/coro-tidy] [--functions 100000]

Each function calls four others, most of them in other units; one in a hundred
sleeps, one in two hundred is a virtual method, and each unit has ten coroutines.
Prints CPU seconds and peak memory of both links, and their ratios: 10 would be
linear. Needs a minute for the reports, which are not measured.
"""
import argparse
import concurrent.futures
import glob
import os
import random
import subprocess
import tempfile

PER_UNIT = 1000

HEADER = """#pragma once
namespace std {
template <class R, class... A> struct coroutine_traits { using promise_type = typename R::promise_type; };
template <class P = void> struct coroutine_handle {
  static coroutine_handle from_address(void *) noexcept;
  operator coroutine_handle<>() const noexcept;
};
template <> struct coroutine_handle<void> { static coroutine_handle from_address(void *) noexcept; };
struct suspend_always {
  bool await_ready() const noexcept;
  void await_suspend(coroutine_handle<>) const noexcept;
  void await_resume() const noexcept;
};
}
struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
extern "C" int usleep(unsigned);
struct job { virtual void run(int) = 0; };
"""


def unit(number, units, chosen):
    """The text of one translation unit."""
    lines, called = [], set()
    for i in range(PER_UNIT):
        body = []
        for _ in range(4):
            other = chosen.randrange(units) if chosen.random() < 0.7 else number
            name = f"f{other}_{chosen.randrange(PER_UNIT)}"
            called.add(name)
            body.append(f"if (n > {chosen.randrange(9)}) {name}(n - 1);"
                        if chosen.random() < 0.5 else f"{name}(n);")
        if chosen.random() < 0.01:
            body.append("usleep(n);")
        if chosen.random() < 0.005:
            lines.append(f"struct job{i} : job {{ void run(int n) override; }};")
            lines.append(f"void job{i}::run(int n) {{ {body.pop(0)} }}")
            body.append(f"job *j = new job{i}; j->run(n);")
        lines.append(f"void f{number}_{i}(int n) {{ {' '.join(body)} }}")
    for i in range(10):
        lines.append(f"task c{i}() {{ f{number}_{chosen.randrange(PER_UNIT)}({i}); co_return; }}")
    declared = [f"void {name}(int);" for name in sorted(called)]
    return "\n".join(['#include "job.h"', *declared,
                      f"namespace u{number} {{", "}", *lines, ""])


def link(tidy, reports):
    """CPU seconds and peak memory in bytes of one link, and the findings."""
    child = subprocess.Popen([tidy, "link", "--quiet", *reports],
                             stdout=subprocess.PIPE)
    out = child.stdout.read()
    _, _, usage = os.wait4(child.pid, 0)
    return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024,
            out.count(b" warning: "))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tidy", default="build/release/bin/coro-tidy")
    parser.add_argument("--functions", type=int, default=100_000)
    parser.add_argument("--keep", help="folder for the generated files")
    args = parser.parse_args()
    tidy = os.path.abspath(args.tidy)
    units = max(10, args.functions // PER_UNIT)
    chosen = random.Random(1)
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or temporary
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "job.h"), "w", encoding="utf-8") as f:
            f.write(HEADER)

        def analyze(number):
            base = os.path.join(folder, f"u{number:05}")
            subprocess.run([tidy, "analyze", "-o", base + ".ctr", base + ".cpp",
                            "--", "-std=c++20"], check=True)

        for number in range(units):
            with open(os.path.join(folder, f"u{number:05}.cpp"), "w", encoding="utf-8") as f:
                f.write(unit(number, units, chosen))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(analyze, range(units)))
        reports = sorted(glob.glob(os.path.join(folder, "*.ctr")))
        size = sum(os.path.getsize(r) for r in reports)
        print(f"{units} reports of {PER_UNIT} functions, {size / len(reports) / 1024:.0f} KiB each")
        results = [min((link(tidy, reports[:n]) for _ in range(3)))
                   for n in (len(reports) // 10, len(reports))]
        for n, (seconds, memory, findings) in zip((units // 10, units), results):
            print(f"link of {n * PER_UNIT:7} functions: {seconds:.2f} s, "
                  f"{memory / 2**20:.0f} MiB, {findings} findings")
        (small, small_memory, _), (big, big_memory, _) = results
        print(f"10 times as many: {big / small:.1f} times the time, "
              f"{big_memory / small_memory:.1f} times the memory")


main()
