# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs fetch against another program's HTTP server: fetch_test.py fetch"""

import http.server
import subprocess
import sys
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in (b"in ", b"several pieces"):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
            return
        status = 200 if self.path == "/page" else 404
        body = f"{self.path} for {self.headers['Host']}".encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    closed = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    closed.server_close()
    nobody = f"http://127.0.0.1:{closed.server_port}/"

    result = subprocess.run(
        [sys.argv[1], base + "/page", base + "/missing", base + "/chunked", nobody],
        stdout=subprocess.PIPE, text=True, timeout=30)
    print(result.stdout)
    for expected in (
        f"{base}/page: status 200\n/page for 127.0.0.1\n",
        f"{base}/missing: status 404\n/missing for 127.0.0.1\n",
        f"{base}/chunked: status 200\nin several pieces\n",
        f"{nobody}: corun: cannot connect to",
        "clean exit",
    ):
        assert expected in result.stdout, expected
    assert result.returncode == 1, "a page that did not come is not success"
    server.shutdown()


if __name__ == "__main__":
    main()
