# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a project of N translation units: many.py FOLDER N."""
import json
import os
import sys

folder, count = sys.argv[1], int(sys.argv[2])
with open(os.path.join(folder, "task.h"), "w") as out:
    out.write("""#pragma once
#include <coroutine>
struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
task f();
""" + "".join(f"inline void in_header_{i}() {{ f(); }}\n"
              for i in range(count)))
database = []
for i in range(count):
    name = f"file{i:02}.cpp"
    with open(os.path.join(folder, name), "w") as out:
        out.write(f'#include "task.h"\nvoid g{i}() {{ f(); }}\n'
                  f"void h{i}() {{ auto t = f(); }}\n")
    database.append({"directory": folder, "file": name,
                     "arguments": ["clang++", "-std=c++20", name]})
with open(os.path.join(folder, "compile_commands.json"), "w") as out:
    json.dump(database, out)
