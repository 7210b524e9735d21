"""HTTP under those who mean no good: strangers' pages, odd requests, slow and
greedy clients. What one does must not keep the others from their answers."""
import contextlib
import os
import socket
import stat
import time
import unittest

from daemons import DATA
from http_site import HttpSite

COUNTY = DATA / "county-government-2023.txt"
CONNECTIONS_MAX = 256
PAGE_FILES = ("/", "/app.js", "/base.css", "/icon.svg", "/chart.min.js")


class Hardened(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = HttpSite()
        cls.addClassCleanup(cls.site.close)
        cls.site.start_worker("--children", "1")
        cls.publisher = cls.site.start_publisher("--http-name", "reports.example.org")
        cls.site.baogao("submit", "--wait", COUNTY)

    def tearDown(self):
        status, _, body = self.site.get("/healthz")
        self.assertEqual((status, body), (200, b"ok\n"))

    def connect(self):
        connection = socket.create_connection(self.site.address, timeout=20)
        self.addCleanup(connection.close)
        return connection

    def exchange(self, request):
        """The status that raw bytes are answered with; None: the end alone."""
        connection = self.connect()
        answer = b""
        with contextlib.suppress(ConnectionError):
            connection.sendall(request)
            while b"\r\n" not in answer:
                part = connection.recv(4096)
                if not part:
                    break
                answer += part
        return int(answer.split()[1]) if answer else None

    def open_descriptors(self):
        return len(os.listdir(f"/proc/{self.publisher.pid}/fd"))

    def test_nothing_beside_the_store_and_the_page_is_read(self):
        hosts = b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        for path in (b"/../../etc/passwd", b"/%2e%2e/%2e%2e/etc/passwd", b"//etc/passwd",
                     b"/..%2fweb/app.js", b"/web/app.js", b"/app.js/",
                     b"/v1/reports/..%2f..%2fhealthz/text", b"/v1/../healthz",
                     b"/http.token", b"/run/http.token", b"/store/data.mdb",
                     b"/v1/cite/%00", b"/v1/reports/%ff%fe/text", b"/\\..\\http.token"):
            status = self.exchange(b"GET " + path + hosts)
            self.assertIn(status, (400, 404), path)

    def test_odd_requests_are_refused(self):
        line = b"GET /v1/reports HTTP/1.1\r\n"
        for request, allowed in (
                (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 40, (400, None)),
                (b"GET\r\n\r\n", (400, None)),
                (line + b"\r\n", (400,)),  # no Host
                (line + b"Host: a\r\nHost: 127.0.0.1\r\n\r\n", (400, 403)),
                (line + b"Host: rebound.example\r\n\r\n", (403,)),
                (line + b"Host: 127.0.0.1\r\nOrigin: http://elsewhere.example\r\n\r\n", (403,)),
                (line + b"Host: 127.0.0.1\r\nX: " + b"x" * 100000 + b"\r\n\r\n", (413, 431, None)),
                (line + b"Host: 127.0.0.1\r\n" + b"X: y\r\n" * 20000 + b"\r\n", (413, 431, None)),
                (b"GET /v1/reports?" + b"a=b&" * 100 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                 (400,)),
                (b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                 (404, 413, 414, 431, None)),
                (b"DELETE /v1/reports HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", (405,)),
                (b"POST /v1/pause HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n", (401,)),
                (b"POST /v1/pause HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                 + self.site.token.encode() + b"\r\nContent-Length: 99999999999\r\n\r\n", (413,))):
            self.assertIn(self.exchange(request), allowed, request[:80])
        self.assertFalse(self.site.status()["paused"])

    def test_strangers_show_the_token(self):
        token = self.site.token
        for headers in ({"Host": "reports.example.org"}, {"X-Forwarded-For": "10.0.0.7"},
                        {"Forwarded": "for=10.0.0.7"}, {"Via": "1.1 proxy"}):
            status, answered, _ = self.site.request("GET", "/v1/figures", headers)
            self.assertEqual(status, 401, headers)
            self.assertIn("Bearer", answered["WWW-Authenticate"])
            self.assertEqual(self.site.request("GET", "/v1/figures", headers, token)[0], 200)
            self.assertEqual(self.site.request("GET", "/", headers)[0], 200)
            wrong = token[:-1] + ("0" if token[-1] != "0" else "1")
            self.assertEqual(self.site.request("GET", "/v1/figures", headers, wrong)[0], 401)
        own = {"Host": "reports.example.org", "Origin": "https://reports.example.org"}
        self.assertEqual(self.site.request("GET", "/v1/figures", own, token)[0], 200)

    def test_the_token_is_its_owners(self):
        path = self.site.directory / "v/run/http.token"
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        link = self.site.baogao("status", "--url").stdout.strip()
        self.assertEqual(link, f"{self.site.http_url()}#token={self.site.token}")
        for log in self.site.directory.glob("*.log"):
            self.assertNotIn(self.site.token, log.read_text())

    def test_a_listener_for_all_addresses_asks_everybody(self):
        site = HttpSite()
        self.addCleanup(site.close)
        site.start_worker("--children", "1")
        wide = site._start("baogao-publisher", "--http", "0.0.0.0:0")
        self.assertEqual(site.get("/v1/figures")[0], 401)
        self.assertEqual(site.get("/v1/figures", {"Host": "rebound.example"})[0], 403)
        host = {"Host": f"127.0.0.1:{site.address[1]}"}
        self.assertEqual(site.request("GET", "/v1/figures", host)[0], 401)
        self.assertEqual(site.request("GET", "/v1/figures", host, site.token)[0], 200)
        self.assertIn("proxy with TLS", wide.log())

    def test_headers_of_the_page_and_of_answers(self):
        for path in (*PAGE_FILES, "/v1/figures", "/v1/nothing", "/healthz"):
            status, headers, _ = self.site.get(path)
            policy = dict(part.strip().split(" ", 1) for part in
                          headers["Content-Security-Policy"].split(";"))
            self.assertEqual(policy["default-src"], "'none'", path)
            self.assertEqual(policy["frame-ancestors"], "'none'", path)
            for value in policy.values():
                self.assertNotIn("unsafe", value)
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
            self.assertNotIn("Access-Control-Allow-Origin", headers)
            self.assertNotIn("Set-Cookie", headers)

    def test_what_is_known_already_is_not_sent_again(self):
        for path in (*PAGE_FILES, "/v1/figures", "/v1/figures?limit=3"):
            _, headers, body = self.site.get(path)
            status, again, nothing = self.site.get(path, {"If-None-Match": headers["ETag"]})
            self.assertEqual((status, nothing), (304, b""), path)
            self.assertEqual(again["ETag"], headers["ETag"])
            status, packed, _ = self.site.request("GET", path, {"Accept-Encoding": "gzip;q=0"})
            self.assertEqual((status, packed["Content-Encoding"]), (200, None))
            _, packed, _ = self.site.request("HEAD", path, {"Accept-Encoding": "br, gzip"})
            if len(str(body)) > 2000:
                self.assertEqual(packed["Content-Encoding"], "gzip", path)
        _, before, _ = self.site.get("/v1/figures")
        self.site.baogao("submit", "--wait", DATA / "court-2022.txt")
        status, after, _ = self.site.get("/v1/figures", {"If-None-Match": before["ETag"]})
        self.assertEqual(status, 200)
        self.assertNotEqual(after["ETag"], before["ETag"])

    def ask_some(self):
        """How long a few small questions take, in seconds."""
        began = time.monotonic()
        for _ in range(20):
            self.assertEqual(self.site.get("/v1/figures", limit=1)[0], 200)
        return time.monotonic() - began

    def test_a_client_that_does_not_read_holds_up_nobody(self):
        alone = self.ask_some()
        for _ in range(10):
            connection = self.connect()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(b"GET /v1/figures?limit=1000 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 20)
        # Once the sockets are full of answers, nothing is made for them any more.
        self.site.wait_until("others are answered as soon as before",
                             lambda: self.ask_some() < 5 * alone + 1, 120)

    def test_a_dripping_client_is_sent_away(self):
        before = self.open_descriptors()
        dripping = [self.connect() for _ in range(CONNECTIONS_MAX)]
        for connection in dripping:
            connection.sendall(b"GET /v1/reports HTTP/1.1\r\n")
        ended, end = set(), time.monotonic() + 25
        while len(ended) < len(dripping) and time.monotonic() < end:
            for connection in dripping:
                if connection in ended:
                    continue
                try:
                    connection.sendall(b"X")
                    connection.setblocking(False)
                    if connection.recv(1) == b"":
                        ended.add(connection)
                except BlockingIOError:
                    connection.setblocking(True)
                except OSError:
                    ended.add(connection)
            time.sleep(0.5)  # the pace of their bytes
        self.assertEqual(len(ended), len(dripping))
        self.assertEqual(self.site.get("/healthz")[0], 200)
        self.site.wait_until("their descriptors are closed",
                             lambda: self.open_descriptors() <= before + 4)

    def test_without_a_head_reading_goes_on(self):
        site = HttpSite()
        self.addCleanup(site.close)
        head = site.start_worker("--children", "1")
        site.start_publisher()
        site.baogao("submit", "--wait", COUNTY)
        head.kill()
        began = time.monotonic()
        waiting = socket.create_connection(site.address, timeout=20)
        self.addCleanup(waiting.close)
        waiting.sendall(b"GET /v1/dead HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        self.assertEqual(site.get("/v1/figures")[0], 200)
        self.assertLess(time.monotonic() - began, 4, "it waited for the head")
        answer = b""
        while part := waiting.recv(4096):
            answer += part
        self.assertIn(b"503 Service Unavailable", answer)
        self.assertEqual(site.request("POST", "/v1/pause", token=site.token)[0], 503)
        site.start_worker("--children", "1")
        site.wait_until("the head answers again", lambda: site.get("/v1/status")[0] == 200)
        self.assertFalse(site.get("/v1/status")[2]["paused"], "an order came late")


if __name__ == "__main__":
    unittest.main(verbosity=2)
