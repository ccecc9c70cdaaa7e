# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""shorter.py log.sarif root: the log without the texts of its rules and without
results of a rule that is not there; the root is called ROOT."""
import json
import sys

log = json.load(open(sys.argv[1], encoding="utf-8"))
driver = log["runs"][0]["tool"]["driver"]
driver["rules"] = len(driver["rules"])
driver["semanticVersion"] = "VERSION"
for result in log["runs"][0]["results"]:
    result["ruleIndex"] = "INDEX"
print(json.dumps(log, indent=1, ensure_ascii=False).replace(sys.argv[2], "ROOT"))
