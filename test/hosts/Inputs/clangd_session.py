# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""An editor's session with clangd, as far as findings go:
clangd_session.py CLANGD PLUGIN USER_TASK_H FOLDER."""
import json
import os
import pathlib
import subprocess
import sys
import threading

clangd, plugin, header, folder = sys.argv[1:]
TEXT = f"""#include "{header}"
task<> fetch();
task<> g() {{
  fetch();
  co_return;
}}
"""
MESSAGE = ("'fetch' returns a lazy task; without co_await its body never runs "
           "[coro-unawaited-task]")


class Client:
    def __init__(self):
        environment = dict(os.environ, LD_PRELOAD=plugin)
        self.process = subprocess.Popen(
            [clangd, "--log=error", "--background-index=false"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        # A hang would be a failure without a message.
        self.watchdog = threading.Timer(120, self.process.kill)
        self.watchdog.start()
        self.ids = 0

    def write(self, message):
        body = json.dumps(dict(jsonrpc="2.0", **message)).encode()
        self.process.stdin.write(
            b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def read(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            sys.exit(f"clangd ended with {self.process.wait()}")
        return json.loads(self.process.stdout.read(length))

    def notify(self, method, **params):
        self.write({"method": method, "params": params})

    def request(self, method, **params):
        self.ids += 1
        self.write({"id": self.ids, "method": method, "params": params})
        while (answer := self.read()).get("id") != self.ids:
            pass
        return answer.get("result")

    def diagnostics(self, version):
        while True:
            message = self.read()
            if (message.get("method") == "textDocument/publishDiagnostics" and
                    message["params"].get("version") == version):
                return message["params"]["diagnostics"]


def check(condition, what):
    if not condition:
        sys.exit(what)


def apply(text, edits):
    lines = text.splitlines(keepends=True)
    for edit in edits:
        start = edit["range"]["start"]
        check(start == edit["range"]["end"], f"not an insertion: {edit}")
        line = lines[start["line"]]
        at = start["character"]
        lines[start["line"]] = line[:at] + edit["newText"] + line[at:]
    return "".join(lines)


def main():
    source = pathlib.Path(folder, "a.cpp")
    source.write_text(TEXT)
    pathlib.Path(folder, "compile_flags.txt").write_text("-std=c++20\n")
    uri = source.absolute().as_uri()
    client = Client()
    client.request("initialize", processId=None, capabilities={},
                   rootUri=pathlib.Path(folder).absolute().as_uri())
    client.notify("initialized")
    client.notify("textDocument/didOpen", textDocument={
        "uri": uri, "languageId": "cpp", "version": 1, "text": TEXT})
    found = client.diagnostics(1)
    check(len(found) == 1, f"expected one diagnostic: {found}")
    finding = found[0]
    check(finding["message"].startswith(MESSAGE), finding["message"])
    check(finding["severity"] == 2, "a warning")
    check(finding["range"]["start"] == {"line": 3, "character": 2},
          f"range: {finding['range']}")
    actions = client.request(
        "textDocument/codeAction", textDocument={"uri": uri},
        range=finding["range"], context={"diagnostics": found})
    fixes = [a for a in actions if "co_await" in a["title"]]
    check(len(fixes) == 1, f"expected a quick fix: {actions}")
    edits = fixes[0]["arguments"][0]["changes"][uri]
    mended = apply(TEXT, edits)
    check("  co_await fetch();\n" in mended, mended)
    client.notify("textDocument/didChange",
                  textDocument={"uri": uri, "version": 2},
                  contentChanges=[{"text": mended}])
    check(client.diagnostics(2) == [], "the finding stayed")
    client.request("shutdown")
    client.notify("exit")
    check(client.process.wait() == 0, "clangd failed at exit")
    client.watchdog.cancel()


main()
