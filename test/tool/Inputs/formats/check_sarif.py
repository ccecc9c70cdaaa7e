# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a schema cannot say of a SARIF log: check_sarif.py log.sarif [--fix]

Every reference leads somewhere, and every region is where its snippet is,
counted in UTF-16 code units. With --fix, the fixes are written to the files.
"""
import json
import sys
import urllib.parse

log = json.load(open(sys.argv[1], encoding="utf-8"))
(run,) = log["runs"]
rules = run["tool"]["driver"]["rules"]
bases = {k: v["uri"] for k, v in run["originalUriBaseIds"].items()}
assert run["columnKind"] == "utf16CodeUnits"
assert all(uri.startswith("file:///") and uri.endswith("/") for uri in bases.values())


def path_of(artifact):
    uri = artifact["uri"]
    assert not set(uri) & set(' "<>\\^`{|}#?') and uri.isascii(), uri
    if "uriBaseId" in artifact:
        assert not urllib.parse.urlsplit(uri).scheme and not uri.startswith("/"), uri
        uri = urllib.parse.urljoin(bases[artifact["uriBaseId"]], uri)
    parts = urllib.parse.urlsplit(uri)
    assert parts.scheme == "file" and not parts.netloc, uri
    return urllib.parse.unquote(parts.path, errors="surrogateescape")


def read(path):
    """Bytes that are no text count as one unit each."""
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        return file.read()


def shown(text):
    return "".join("\ufffd" if "\udc80" <= c <= "\udcff" else c for c in text)


def between(line, first, last):
    units = line.encode("utf-16-le", "surrogatepass")
    return units[2 * (first - 1): 2 * (last - 1)].decode("utf-16-le", "surrogatepass")


def check_location(location):
    physical = location.get("physicalLocation")
    if not physical or "region" not in physical:
        return
    region = physical["region"]
    if "startColumn" not in region:
        return
    lines = read(path_of(physical["artifactLocation"])).split("\n")
    line = shown(lines[region["startLine"] - 1].rstrip("\r"))
    found = between(line, region["startColumn"], region["endColumn"])
    assert found == region["snippet"]["text"], (found, region)
    assert physical["contextRegion"]["startLine"] == region["startLine"]
    assert physical["contextRegion"]["snippet"]["text"] == line


def check_result(result):
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    for location in result["locations"] + result.get("relatedLocations", []):
        check_location(location)
    for flow in result.get("codeFlows", []):
        for thread in flow["threadFlows"]:
            steps = [step["location"] for step in thread["locations"]]
            for step in steps:
                check_location(step)
            messages = [step["message"]["text"] for step in steps]
            assert messages.count(result["message"]["text"]) == 1, messages
            assert len(steps) == 1 + len(result["relatedLocations"])


def edits_of(result):
    for fix in result.get("fixes", []):
        for change in fix["artifactChanges"]:
            for replacement in change["replacements"]:
                region = replacement["deletedRegion"]
                yield (path_of(change["artifactLocation"]),
                       (region["startLine"], region["startColumn"]),
                       (region["endLine"], region["endColumn"]),
                       replacement["insertedContent"]["text"])


def offset(text, position):
    lines = text.split("\n")
    before = sum(len(line) + 1 for line in lines[: position[0] - 1])
    return before + len(between(lines[position[0] - 1], 1, position[1]))


def fix(path, edits):
    text = read(path)
    for _, first, last, inserted in sorted(edits, key=lambda e: e[1], reverse=True):
        text = text[: offset(text, first)] + inserted + text[offset(text, last):]
    with open(path, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)


for result in run["results"]:
    check_result(result)
edits = [edit for result in run["results"] if not result["suppressions"]
         for edit in edits_of(result)]
if "--fix" in sys.argv:
    for path in {edit[0] for edit in edits}:
        fix(path, [edit for edit in edits if edit[0] == path])
