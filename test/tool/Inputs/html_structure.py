# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Checks report.html of html-sample: the page, and the data in it.
import base64
import hashlib
import html.parser
import json
import re
import sys


class Page(html.parser.HTMLParser):
    """What a browser would see: elements with their attributes, scripts, styles."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.raw = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag in ("script", "style"):
            self.raw.append([tag, ""])

    def handle_data(self, text):
        if self.lasttag in ("script", "style") and self.raw:
            self.raw[-1][1] += text


def source_hash(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


with open(sys.argv[1], encoding="utf-8", newline="") as file:  # fails if it is no UTF-8
    text = file.read()
page = Page(text)

# Nothing from elsewhere, and no script but the page's own, which has no eval of text as markup.
assert all(a.get("href", "data:,") == "data:," and "src" not in a for _, a in page.elements)
assert not any(name.startswith("on") or name == "style" for _, a in page.elements for name in a)
blocks = re.findall(r"<(style|script)[^>]*>(.*?)</\1>", text, re.S)
assert [tag for tag, _ in blocks] == ["style", "script", "script"], [tag for tag, _ in blocks]
style, data, script = (body for _, body in blocks)
(policy,) = [a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
assert policy == (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
    f"style-src {source_hash(style)}; script-src {source_hash(script)}"), policy
for name in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser"):
    assert name not in script, name
assert not re.search(r"url\(|@import", style)
assert "{{" not in text.replace(data, ""), "a part was not filled in"
assert sys.argv[1].rsplit("/", 1)[0] not in text, "where it was made is nobody's business"

# The data.
assert "<" not in data
report = json.loads(data)
findings = report["findings"]
by_message = {f["message"]: f for f in findings}
assert (report["units"], report["broken"], report["failed"], report["interrupted"]) == (7, 1, 1, True)
assert report["errors"] == ["broken.cpp:1:9: <b>error</b>: unknown\n"]
assert len(findings) == len(by_message) == 10

paths = [file["path"] for file in report["files"]]
assert paths == ["src/server.cpp", "src/config.cpp", "src/gone.cpp", "src/hostile.cpp", "src/stale.cpp", ""], paths
lines = {file["path"]: {first + i: line for first, part in file["parts"] for i, line in enumerate(part)}
         for file in report["files"]}
# Four lines around what is shown; of a file that can't be read or has changed, the lines alone.
assert sorted(lines["src/server.cpp"]) == list(range(2, 26))
assert len(report["files"][0]["parts"]) == 1
assert lines["src/gone.cpp"] == {1: "void save_state() { run(save()); }"}
assert lines["src/stale.cpp"] == {3: "\tpoke(); // a tab"}
assert lines[""] == {}
assert lines["src/hostile.cpp"][1] == 'const char *page = "</script><script>window.pwned = 1</script>";'
assert lines["src/hostile.cpp"][2].endswith("&amp; \ufffd\ufffd \u6f22 poke();")

# Marks count what a script counts, on the text that is shown.
for finding in findings:
    for step in finding["steps"]:
        if "mark" in step:
            step["marked"] = lines[paths[step["file"]]][step["line"]][slice(*step["mark"])]
chain = by_message["'load_config' blocks the thread: it does file I/O in 'std::ifstream'"]
assert [s["marked"] for s in chain["steps"]] == ["load_config()", "read_all", "in(path)"]
assert [(s["line"], s["column"], s["message"]) for s in chain["steps"]] == [
    (6, 12, chain["message"]), (19, 16, "'load_config' calls 'read_all' here"),
    (5, 17, "'read_all' calls 'std::ifstream' here, which blocks")]
assert chain["calls"] == ["'load_config'", "'read_all'", "'std::ifstream'"]
assert (chain["check"], chain["function"], chain["severity"], chain["confidence"]) == (
    "coro-blocking-call", "app::serve", "warning", "certain")
nested = by_message["'save_state' waits for tasks in 'run'"]
assert (nested["severity"], nested["confidence"]) == ("error", "likely")
odd = by_message["not UTF-8: \ufffd, and a line separator: \u2028"]
assert odd["steps"][odd["at"]]["marked"] == "poke()", odd
hostile = by_message['<img src=x onerror="window.pwned = 3"></script>']
assert hostile["function"] == "<script>window.pwned = 2</script>"

state = {f["message"]: (f["baseline"], f["suppressed"]) for f in findings}
assert state["a known one"] == ("unchanged", False)
assert state["found no more"] == ("absent", False)
assert state["suppressed by a comment"] == ("new", True)
assert state["nowhere"] == ("new", False)

# Fixes are whole lines, in order; of a changed file only where the line is known.
(path,) = [f for f in findings if f["function"] == "app::status"]
# In the order in which things happen.
assert (path["at"], [s["marked"] for s in path["steps"]]) == (1, ["app::status", "count", "p.empty()", "co_return 0"])
assert path["fix"] == [
    {"path": "src/server.cpp", "line": 11, "old": ["  task<int> count = count_clients(p);"],
     "new": ["  int count = co_await count_clients(p);"]},
    {"path": "src/server.cpp", "line": 15, "old": ["  co_return co_await std::move(count);"],
     "new": ["  co_return count;"]}], path["fix"]
assert by_message["'poke' returns a lazy task"]["fix"] == [
    {"path": "src/stale.cpp", "line": 3, "old": ["\tpoke(); // a tab"], "new": ["\tco_await poke(); // a tab"]}]
assert not any(f["fix"] for f in findings if f["message"].startswith("'load_config'"))

assert sorted(report["checks"]) == [
    "coro-await-in-loop", "coro-blocking-call", "coro-exit", "coro-nested-run", "coro-unawaited-task"]
for name, check in report["checks"].items():
    assert check["summary"] and check["doc"].startswith(f"# {name}\n"), name
