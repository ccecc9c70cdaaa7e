# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""On a terminal: one line, which is gone at the end."""
import os
import pty
import re
import sys

from tree import TASK, Tree


def main():
    tree = Tree(sys.argv[1], {"include/task.h": TASK, **{
        f"u{n}.cpp": '#include "task.h"\ntask g() { co_await f(); }\n'
        for n in range(3)}})
    os.chdir(tree.folder)
    pid, terminal = pty.fork()
    if not pid:
        os.execvp("coro-tidy", ["coro-tidy", "-p", ".", "-j1", "--no-cache"])
    text = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # it has ended
            break
        if not part:
            break
        text += part
    status = os.waitpid(pid, 0)[1]
    lines = text.decode().replace("\r\n", "\n").split("\r\x1b[K")
    assert os.WEXITSTATUS(status) == 0, (status, text)
    shown = [re.sub(r", \d+ (s|min) left", "", line) for line in lines[1:-1]]
    assert shown == ["[1/3] u0.cpp", "[2/3] u1.cpp", "[3/3] u2.cpp"], lines
    assert lines[-1] == "0 findings; 3 translation units checked\n", lines


main()
