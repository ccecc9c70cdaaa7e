# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# A browser without a window, by the WebDriver protocol: as much of it as the
# test of the HTML report needs.
import base64
import json
import re
import shutil
import subprocess
import tempfile
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # a constant of the protocol
FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
  --disable-background-networking --disable-component-update --disable-sync""".split()
KEYS = {"Down": "\ue015", "Up": "\ue013", "Left": "\ue012", "Right": "\ue014", "Enter": "\ue007",
        "Home": "\ue011", "End": "\ue010", "Escape": "\ue00c", "Tab": "\ue004"}


class Browser:
    def __init__(self, driver, chromium, width=1280, height=900, dark=False):
        self.profile = tempfile.mkdtemp()
        self.process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if port := re.search(r"started successfully on port (\d+)", line):
                break
        self.base = f"http://127.0.0.1:{port[1]}"
        flags = FLAGS + [f"--user-data-dir={self.profile}", f"--window-size={width},{height}"]
        if dark:
            flags.append("--blink-settings=preferredColorScheme=0")
        options = {"binary": chromium, "args": flags}
        capabilities = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = self.request("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        self.base += f"/session/{answer['sessionId']}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.request("DELETE", "")
        finally:
            self.process.terminate()
            self.process.wait()
            shutil.rmtree(self.profile, ignore_errors=True)

    def request(self, method, path, body=None):
        data = None if method != "POST" else json.dumps(body or {}).encode()
        request = urllib.request.Request(self.base + path, data, method=method)
        # No proxy: the driver is here.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path} {body}: {error.read().decode()}") from None

    def open(self, url):
        self.request("POST", "/url", {"url": url})

    def url(self):
        return self.request("GET", "/url")

    def run(self, script, *arguments):
        return self.request("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def find(self, selector):
        body = {"using": "css selector", "value": selector}
        return self.request("POST", "/element", body)[ELEMENT]

    def click(self, selector):
        self.request("POST", f"/element/{self.find(selector)}/click")

    def type(self, selector, *keys):
        """Text, or names of KEYS."""
        text = "".join(KEYS.get(key, key) for key in keys)
        self.request("POST", f"/element/{self.find(selector)}/value", {"text": text})

    def texts(self, selector):
        return self.run(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", selector)

    def console(self):
        return [entry["message"] for entry in self.request("POST", "/se/log", {"type": "browser"})]

    def screenshot(self, file):
        with open(file, "wb") as out:
            out.write(base64.b64decode(self.request("GET", "/screenshot")))
