# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares findings of coro-blocking-call with the marks in the sources:

verify_chains.py [--possible] [--summary] OUTPUT FOLDER

A mark is a comment at the end of the line of a call, `// X: f -> g -> usleep`:
the line has exactly one finding, with exactly this chain.
  X  by default
  P  with --confidence=possible only
  E  either: no finding, or this one
  W  wished for: likewise, and told if missing
A line without one of them has no finding. `// V` is for the reader.
"""
import argparse
import collections
import pathlib
import re
import sys

MARK = re.compile(r"// ([XPEW]): (.+?)\s*$")
PLACE = re.compile(r"(.+?):(\d+):\d+: (warning|note): (.*)$")
NAME = r"(?:'(.+?)'|this lambda)"
WARNING = re.compile(r"(?:the destructor |the future of )?" + NAME +
                     r" blocks the thread: ")
NOTE = re.compile(NAME + r" (?:calls|runs) " + NAME +
                  r" here(, which blocks)?$")


def read_marks(folder):
    marks = {}
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".cpp", ".h"):
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if match := MARK.search(line):
                marks[path.name, number] = match.group(1), match.group(2)
    return marks


def read_findings(text, problems):
    """Where each finding is, with its chain; in the order of the text."""
    findings = []
    for line in text.splitlines():
        place = PLACE.match(line)
        if not place:
            continue
        where = pathlib.Path(place.group(1)).name, int(place.group(2))
        kind, message = place.group(3), place.group(4)
        form = (WARNING if kind == "warning" else NOTE).match(message)
        if not form:
            problems.append(f"{show(where)}: not understood: {message}")
        elif kind == "warning":
            findings.append((where, [form.group(1) or "this lambda"], [True]))
        else:
            _, chain, ended = findings[-1]
            if (form.group(1) or "this lambda") != chain[-1]:
                problems.append(f"{show(where)}: a note that does not follow "
                                f"on '{chain[-1]}': {message}")
            chain.append(form.group(2) or "this lambda")
            ended[0] = bool(form.group(3))
    for where, chain, ended in findings:
        if not ended[0]:
            problems.append(f"{show(where)}: the last note does not say that "
                            f"'{chain[-1]}' blocks")
    return [(where, " -> ".join(chain)) for where, chain, _ in findings]


def show(where):
    return f"{where[0]}:{where[1]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--possible", action="store_true")
    parser.add_argument("--summary", action="store_true")
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()

    problems = []
    marks = read_marks(options.folder)
    found = collections.defaultdict(list)
    for where, chain in read_findings(options.output.read_text(), problems):
        found[where].append(chain)

    needed = "XP" if options.possible else "X"
    for where, (kind, chain) in marks.items():
        chains = found.pop(where, [])
        if not chains and kind == "W":
            print(f"{show(where)}: wished for: {chain}", file=sys.stderr)
        if not chains and kind in needed:
            problems.append(f"{show(where)}: missing: {chain}")
        elif len(chains) > 1:
            problems.append(f"{show(where)}: {len(chains)} findings on a line:"
                            + "".join(f"\n    {c}" for c in chains))
        elif chains and kind == "P" and not options.possible:
            problems.append(f"{show(where)}: shown by default: {chains[0]}")
        elif chains and chains[0] != chain:
            problems.append(f"{show(where)}: another chain\n"
                            f"    expected {chain}\n    found    {chains[0]}")
    for where, chains in found.items():
        for chain in chains:
            problems.append(f"{show(where)}: unexpected: {chain}")
    if not any(kind in needed for kind, _ in marks.values()):
        problems.append(f"{options.folder}: no marks")

    if options.summary:
        counts = collections.Counter(
            (kind, chain.count(" -> ")) for kind, chain in marks.values())
        for kind, depth in sorted(counts):
            print(f"{kind} depth {depth}: {counts[kind, depth]}")
    for problem in sorted(problems):
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
