# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""normal.py out.json root: the document, with the root called ROOT and the
version VERSION, and its smallest parts on one line each."""
import json
import sys


def lines(value, indent=""):
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(indent + flat) <= 78:
        return flat
    inner = indent + " "
    if isinstance(value, list):
        parts = [inner + lines(item, inner) for item in value]
    else:
        parts = [f"{inner}{json.dumps(key)}: {lines(item, inner)}" for key, item in value.items()]
    brackets = "[]" if isinstance(value, list) else "{}"
    return f"{brackets[0]}\n" + ",\n".join(parts) + f"\n{indent}{brackets[1]}"


def without_details(document):
    """Rules are another test's, and their order changes with every check."""
    for run in document.get("runs", []):
        driver = run["tool"]["driver"]
        driver["rules"] = "RULES"
        driver["semanticVersion"] = "VERSION"
        for result in run["results"]:
            result["ruleIndex"] = "INDEX"
    if "tool" in document:
        document["tool"]["version"] = "VERSION"


with open(sys.argv[1], encoding="utf-8") as file:
    document = json.loads(file.read().replace(sys.argv[2], "ROOT"))
if isinstance(document, dict):
    without_details(document)
print(lines(document))
