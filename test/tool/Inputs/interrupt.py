# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Ctrl-C: what was found so far is reported, and nothing is half written."""
import os
import signal
import subprocess
import sys
import time

from tree import TASK, Tree


def is_pending(pid, number):
    """Is the signal sent, but in no thread's hands yet? See proc(5)."""
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("ShdPnd:"):
            return int(line.split()[1], 16) >> (number - 1) & 1
    return False


def main():
    interrupt("--fix")
    interrupt("--write-baseline=new.yaml")


def interrupt(option):
    # One unit that is done at once, and one that the parser is not done with
    # before the signal comes: it reads from a pipe that nobody has written to.
    tree = Tree(sys.argv[1], {
        "include/task.h": TASK,
        "a.cpp": '#include "task.h"\ntask g() { f(); co_return; }\n',
        "b.cpp": '#include "task.h"\n#include "pipe.h"\n'
                 "int more;\ntask h() { f(); co_return; }\n"})
    os.mkfifo(tree.path("include/pipe.h"))
    run = subprocess.Popen(
        ["coro-tidy", "-p", ".", "-j1", "--no-cache", "--no-skip",
         "--progress-interval=0", option],
        cwd=tree.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, bufsize=1)
    # The first unit is done.
    first = run.stderr.readline()
    assert first == "coro-tidy: 1 of 2 translation units\n", first
    pipe = open(tree.path("include/pipe.h"), "w")  # opens once b.cpp reads
    run.send_signal(signal.SIGINT)
    while is_pending(run.pid, signal.SIGINT):
        time.sleep(0.01)
    time.sleep(0.1)  # the handler has begun; it sets a flag
    pipe.close()
    out, err = run.communicate(timeout=60)
    assert run.returncode == 2, (run.returncode, out, err)
    assert out.count("warning:") == 1 and "a.cpp:2:12" in out, out
    summary = err.replace("no baseline was written\n", "")
    assert (summary != err) == ("baseline" in option), err
    assert summary.endswith("1 finding in 1 file; 1 translation unit checked, "
                        "1 not: the run was interrupted\n"), err
    # Fixes and baselines need all findings.
    assert not os.path.exists(tree.path("new.yaml"))
    assert "co_await" not in open(tree.path("a.cpp")).read()


main()
