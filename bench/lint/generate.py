# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Source trees to measure on, made up."""
import json
import os

ASIO = ["-std=c++20", "-DASIO_HAS_CO_AWAIT", "-DASIO_HAS_STD_COROUTINE"]

SESSION = """
asio::awaitable<void> session{n}(asio::ip::tcp::socket socket) {{
  char data[1024];
  for (;;) {{
    std::size_t size = co_await socket.async_read_some(asio::buffer(data), asio::use_awaitable);
    co_await asio::async_write(socket, asio::buffer(data, size), asio::use_awaitable);
  }}
}}
asio::awaitable<void> pause{n}() {{
  std::this_thread::sleep_for(std::chrono::milliseconds({n}));
  co_return;
}}
void forget{n}() {{ pause{n}(); }}
"""

PLAIN = """
namespace plain{n} {{
std::map<std::string, std::vector<int>> index(const std::vector<std::string> &words) {{
  std::map<std::string, std::vector<int>> out;
  for (std::size_t i = 0; i < words.size(); ++i)
    out[words[i]].push_back(static_cast<int>(i));
  return out;
}}
std::string longest(const std::vector<std::string> &words) {{
  auto at = std::max_element(words.begin(), words.end(), [](auto &a, auto &b) {{ return a.size() < b.size(); }});
  return at == words.end() ? std::string() : *at;
}}
int setting{n}() {{ return {n}; }}
}}
"""

SMALL = """#include "task.h"
#include "common{group}.h"
task work{n}() {{
  f();
  co_return;
}}
"""

with open(os.path.join(os.path.dirname(__file__), "..", "..", "test", "tool",
                       "Inputs", "task.h")) as task:
    TASK = task.read()


def includes(*headers):
    return "".join(f"#include <{header}>\n" for header in headers)


def write(folder, files, flags):
    """Writes the files, and a compile database for the sources."""
    os.makedirs(folder, exist_ok=True)
    for name, text in files.items():
        with open(os.path.join(folder, name), "w") as out:
            out.write(text)
    with open(os.path.join(folder, "compile_commands.json"), "w") as out:
        json.dump([{"directory": os.path.abspath(folder), "file": name,
                    "arguments": ["clang++-22", *flags, "-c", name]}
                   for name in files if name.endswith(".cpp")], out)


def shared_prefix(folder, count=40):
    """Units over <asio.hpp> and six standard headers."""
    begin = includes("asio.hpp", "chrono", "iostream", "map", "memory",
                     "string", "vector")
    write(folder, {f"u{n}.cpp": begin + SESSION.format(n=n)
                   for n in range(count)}, ASIO)


def one_in_ten(folder, count=100):
    """Units of which every tenth has coroutines; the others have code over the
    standard library, in no common order of includes."""
    headers = ["algorithm", "map", "string", "vector", "regex", "fstream",
               "functional", "unordered_map", "iostream", "memory"]
    files = {}
    for n in range(count):
        mine = headers[n % 10:] + headers[:n % 10]
        files[f"u{n}.cpp"] = (
            includes("asio.hpp", *mine) + SESSION.format(n=n) if n % 10 == 0
            else includes(*mine) + PLAIN.format(n=n))
    write(folder, files, ASIO)


def many_small(folder, count):
    """Small units, each with a coroutine; a header for each hundred of them."""
    files = {"task.h": TASK}
    for n in range(count):
        files[f"common{n // 100}.h"] = f"int group{n // 100}();\n"
        files[f"u{n}.cpp"] = SMALL.format(n=n, group=n // 100)
    write(folder, files, ["-std=c++20", "-I."])
