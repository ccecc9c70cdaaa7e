# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs trace_program under CORUN_TRACE and checks the file against the rules of
the trace-event format, and what it tells against what the program does.

    trace_check.py PROGRAM
"""
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict

REQUIRED = {
    "M": {"name", "args"},
    "X": {"name", "ts", "dur", "cat"},
    "i": {"name", "ts", "s"},
    "s": {"name", "ts", "id", "cat"},
    "f": {"name", "ts", "id", "cat", "bp"},
}
ALLOWED = {"args", "cname", "cat"}


def check(condition, *what):
    if not condition:
        sys.exit("trace_check: " + " ".join(map(str, what)))


def run(program, end, path):
    return subprocess.run([program, end], capture_output=True, text=True,
                          timeout=60, env={**os.environ, "CORUN_TRACE": path})


def check_format(trace):
    """What any reader of the format relies on. Returns the events."""
    check(set(trace) == {"displayTimeUnit", "traceEvents"}, trace.keys())
    events = trace["traceEvents"]
    steps = defaultdict(list)
    instants = defaultdict(list)
    starts, ends = {}, {}
    for event in events:
        phase = event.get("ph")
        check(phase in REQUIRED, "unknown phase", event)
        keys = set(event) - {"ph", "pid", "tid"}
        check(REQUIRED[phase] <= keys <= REQUIRED[phase] | ALLOWED, event)
        check(isinstance(event["pid"], int) and isinstance(event["tid"], int),
              event)
        check(event.get("ts", 0) >= 0 and event.get("dur", 0) >= 0, event)
        track = event["tid"]
        if phase == "X":
            steps[track].append(event)
        elif phase == "i":
            check(event["s"] in "gpt", event)
            instants[track].append(event)
        elif phase == "s":
            check(event["id"] not in starts, "flow starts twice", event)
            starts[event["id"]] = event
        elif phase == "f":
            check(event["id"] not in ends, "flow ends twice", event)
            ends[event["id"]] = event
    check(len({e["pid"] for e in events}) == 1, "more than one process")
    for track, on_track in steps.items():
        now = 0
        for step in on_track:
            check(step["ts"] >= now - 0.002, "steps overlap on", track, step)
            now = step["ts"] + step["dur"]
    for track, on_track in instants.items():
        times = [e["ts"] for e in on_track]
        check(times == sorted(times), "instants go back on", track, on_track)
    check(steps and starts, "nothing in it")
    for number, end in ends.items():
        # Tasks that were made before their loop ran have no creator.
        start = starts.get(number)
        check(start is None or start["ts"] <= end["ts"], "flow goes back", end)
        check(any(abs(s["ts"] - end["ts"]) < 0.002 for s in steps[end["tid"]]),
              "flow ends outside of a step", end)
    return events


def check_story(events, end):
    """That it tells what the program does."""
    names = {}
    for e in events:
        if e["ph"] == "M" and e["name"] == "thread_name":
            names[e["tid"]] = e["args"]["name"]
    tracks = defaultdict(list)
    for tid, name in names.items():
        tracks[name].append(tid)
    for name in ("main", "cancelled", "stalling", "failed", "eager", "after",
                 "from a callback", '"\\\n\x01\ufffd hé',
                 "event loop 1", "event loop 2"):
        check(len(tracks[name]) == 1, "no track", repr(name), sorted(tracks))
    check("before" not in tracks, "the old name of a task")
    pools = [n for n in tracks if n.startswith("to_thread ")]
    check(1 <= len(pools) <= 2, "the threads of the pool", end, sorted(tracks))

    def on(name, phase):
        return [e for e in events
                if e["ph"] == phase and e["tid"] == tracks[name][0]]

    def told(name):
        return [e["name"] for e in on(name, "i")]

    check([s["name"] for s in on("eager", "X")] == ["worker", "leaf"],
          on("eager", "X"))
    check(told("cancelled")[0].startswith("created at "), told("cancelled"))
    check(told("cancelled")[1:] == ["cancel requested", "ended: cancelled"],
          told("cancelled"))
    check(told("failed")[-1] == "ended: failed", told("failed"))
    check(told("after")[-1] == "ended", told("after"))
    # On a busy machine others may stall, too.
    stalls = [s for s in on("stalling", "X") if "stall" in s["cat"]]
    check(stalls[0]["dur"] >= 20_000 and stalls[0]["cname"], stalls)
    check("stall" in told("stalling"), told("stalling"))
    check(any(e["name"] == "a callback of call_soon" for e in events), "callback")
    check(sum(len(on(p, "X")) for p in pools) == 2, "calls of to_thread")
    arrow = next(e for e in events
                 if e["ph"] == "s" and e["id"] == tracks["eager"][0])
    check(arrow["tid"] == tracks["main"][0], "main made it", arrow)
    last = told("main")[-1]
    check(last == {"exception": "ended: failed", "return": "ended",
                   "fork": "ended"}.get(end, last), "the end of main:", last)
    check(sum(n.startswith("task-") for n in names.values()) >= 1_000,
          "tasks of the other loops")


def main(program):
    with tempfile.TemporaryDirectory() as directory:
        for end in ("return", "exit", "exception", "abort", "fork"):
            path = os.path.join(directory, end + ".json")
            ended = run(program, end, path)
            check(ended.returncode == {"return": 0, "exit": 0, "fork": 0}.get(
                end, -6), end, "ended with", ended.returncode, ended.stderr)
            with open(path, encoding="utf-8") as file:
                check_story(check_format(json.load(file)), end)

        missing = os.path.join(directory, "no", "such", "directory.json")
        ended = run(program, "return", missing)
        check(ended.returncode == 0, "did not go on without a trace")
        check(ended.stderr == f"corun: CORUN_TRACE: cannot write {missing}: No "
              "such file or directory; the program goes on without a trace\n",
              ended.stderr)
        check(run(program, "return", "").stderr == "", "says something")
        if os.path.exists("/dev/full"):
            ended = run(program, "return", "/dev/full")
            check(ended.returncode == 0 and
                  ended.stderr.count("No space left on device") == 1,
                  ended.stderr)
        run(program, "return", os.path.join(directory, "of-%p.json"))
        numbered = [f for f in os.listdir(directory) if f.startswith("of-")]
        check(len(numbered) == 1 and numbered[0][3:-5].isdigit(), numbered)


if __name__ == "__main__":
    main(sys.argv[1])
