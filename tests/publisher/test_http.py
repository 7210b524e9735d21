#!/usr/bin/env python3
"""The real baogao-publisher over HTTP, and how it starts and ends.

usage: test_http.py PUBLISHER MAKE_STORE
"""
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from urllib.parse import quote, urlparse

PUBLISHER, MAKE_STORE = sys.argv[1:3]


class Publisher:
    """A publisher on a sample store, ready to be asked."""

    def __init__(self, directory, *options):
        reading, writing = os.pipe()
        self.process = subprocess.Popen(
            [PUBLISHER, '--dir', directory, '--ready-fd', str(writing),
             *(options or ['--http', '127.0.0.1:0'])],
            pass_fds=[writing], stderr=subprocess.PIPE, text=True)
        os.close(writing)
        with os.fdopen(reading) as ready:
            self.is_ready = ready.read() == '\n'
        self.directory = directory

    def connect(self):
        with open(self.directory + '/run/http.url') as file:
            url = urlparse(file.read().strip())
        return http.client.HTTPConnection(url.hostname, url.port, timeout=10)

    def end(self, number=signal.SIGTERM):
        """The exit code and what it logged."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        _, log = self.process.communicate(timeout=30)
        return self.process.returncode, log


class Test(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.directory = temporary.name
        subprocess.run([MAKE_STORE, self.directory + '/store'], check=True)

    def start(self, *options):
        publisher = Publisher(self.directory, *options)
        self.addCleanup(publisher.end)
        return publisher

    def test_page_over_one_connection(self):
        connection = self.start().connect()
        seen, path = [], '/v1/figures?limit=7'
        while path:
            connection.request('GET', path)
            socket = connection.sock
            reply = connection.getresponse()
            self.assertEqual(reply.status, 200)
            page = json.load(reply)
            self.assertIs(connection.sock, socket, 'it was not kept')
            seen += [row['id'] for row in page['rows']]
            cursor = page['next_cursor']
            path = cursor and '/v1/figures?limit=7&cursor=' + cursor
        self.assertEqual(len(seen), 60)
        self.assertEqual(len(set(seen)), 60)
        connection.close()

    def test_chinese_filters_and_citation(self):
        connection = self.start().connect()
        connection.request('GET', '/v1/figures?place=%s&object=%s' % (
            quote('浙江省'), quote('委员会客厅')))
        rows = json.load(connection.getresponse())['rows']
        self.assertEqual([row['figure']['value'] for row in rows], ['110'])
        connection.request('GET', '/v1/cite/' + rows[0]['id'])
        citation = json.load(connection.getresponse())
        begin, end = citation['mark']
        sentence = citation['sentence'].encode()
        self.assertEqual(sentence[begin:end].decode(), '110个')
        connection.close()

    def test_place_holds_its_counties_unless_exact(self):
        connection = self.start().connect()
        counts = []
        for more in '', '&place_exact=false', '&place_exact=true':
            connection.request('GET', '/v1/reports?limit=1000&place=%s%s' % (
                quote('江西省'), more))
            rows = json.load(connection.getresponse())['rows']
            counts.append(sorted({row['report']['place']['name'] for row in rows}))
        self.assertEqual(counts, [['万年县', '江西省']] * 2 + [['江西省']])
        connection.request('GET', '/v1/reports?place_exact=perhaps')
        answer = connection.getresponse()
        self.assertEqual(answer.status, 400)
        self.assertEqual(json.load(answer)['error']['field'], 'place_exact')
        connection.close()

    def test_headers(self):
        connection = self.start().connect()
        for path in '/v1/reports', '/healthz', '/nothing':
            connection.request('GET', path)
            reply = connection.getresponse()
            reply.read()
            self.assertEqual(reply.headers['X-Content-Type-Options'],
                             'nosniff')
            self.assertEqual(reply.headers['Content-Security-Policy'],
                             "default-src 'none'; frame-ancestors 'none'")
            self.assertEqual(reply.headers['Cache-Control'],
                             'private, no-cache' if path == '/v1/reports'
                             else 'no-store')
            self.assertIn('charset=utf-8', reply.headers['Content-Type'])
        connection.close()

    def test_other_hosts_and_methods(self):
        publisher = self.start()
        for method, headers, status in (
                ('GET', {'Host': 'rebound.example'}, 403),
                ('GET', {'Host': 'localhost'}, 200),
                ('HEAD', {}, 200),
                ('POST', {}, 405),
                ('DELETE', {}, 405)):
            connection = publisher.connect()
            connection.request(method, '/v1/reports', headers=headers,
                               body='x' * 100000 if method == 'POST' else None)
            reply = connection.getresponse()
            self.assertEqual(reply.status, status, (method, headers))
            if method == 'HEAD':
                self.assertEqual(reply.read(), b'')
            connection.close()

    def test_overlong_request_is_refused(self):
        publisher = self.start()
        connection = publisher.connect()
        connection.request('GET', '/v1/figures?object=' + 'a' * 100000)
        self.assertIn(connection.getresponse().status, (400, 413, 414, 431))
        connection.close()
        connection = publisher.connect()
        connection.request('GET', '/healthz')
        self.assertEqual(connection.getresponse().read(), b'ok\n')
        connection.close()

    def test_more_connections_than_it_takes_come_and_go(self):
        publisher = self.start()
        idle = [publisher.connect() for _ in range(300)]
        for connection in idle:
            connection.connect()
        self.assert_answered(idle[0])
        # It sees them all gone in one look.
        publisher.process.send_signal(signal.SIGSTOP)
        for connection in idle:
            connection.close()
        publisher.process.send_signal(signal.SIGCONT)
        self.assert_answered(publisher.connect())

    def assert_answered(self, connection):
        connection.request('GET', '/healthz')
        response = connection.getresponse()
        self.assertEqual((response.status, len(response.read()) > 0),
                         (200, True))

    def test_signals_end_it_and_leave_what_lasts(self):
        for number in signal.SIGTERM, signal.SIGINT:
            publisher = self.start()
            self.assertTrue(publisher.is_ready)
            code, log = publisher.end(number)
            self.assertEqual(code, 0, log)
            self.assertEqual(sorted(os.listdir(self.directory + '/run')),
                             ['http.token', 'publisher.lock'])

    def test_run_directory_is_private(self):
        self.start()
        mode = os.stat(self.directory + '/run').st_mode
        self.assertEqual(mode & 0o777, 0o700)

    def test_run_directory_open_to_others_is_refused(self):
        os.mkdir(self.directory + '/run')
        os.chmod(self.directory + '/run', 0o755)
        code, log = self.start().end()
        self.assertEqual(code, 3)
        self.assertIn('0700', log)

    def test_second_publisher_is_refused(self):
        first = self.start()
        code, log = self.start().end()
        self.assertEqual(code, 3)
        self.assertIn('another publisher', log)
        connection = first.connect()
        connection.request('GET', '/healthz')
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()

    def test_without_a_store_it_says_so(self):
        with tempfile.TemporaryDirectory() as empty:
            publisher = Publisher(empty)
            code, log = publisher.end()
            self.assertFalse(publisher.is_ready)
            self.assertEqual(code, 3)
            self.assertIn('no store', log)
            self.assertEqual(os.listdir(empty), [])

    def test_http_none_opens_no_port(self):
        publisher = self.start('--http', 'none')
        self.assertTrue(publisher.is_ready)
        self.assertFalse(os.path.exists(self.directory + '/run/http.url'))

    def test_wrong_options_exit_2_with_one_line(self):
        for options in (['--http-name', 'http://x'], ['--http', 'x'],
                        ['--query-endpoint', 'tcp://*:1'],
                        ['--query-endpoint', 'nowhere'],
                        ['--ready-fd', '77'], ['--log-level', 'loud'], ['--log-format', 'loud'],
                        ['--dir', ''], ['--nothing'], ['word']):
            done = subprocess.run([PUBLISHER, *options], text=True,
                                  capture_output=True, check=False)
            self.assertEqual(done.returncode, 2, options)
            self.assertEqual(done.stderr.count('\n'), 1, done.stderr)

    def test_help_and_version(self):
        for option in '--help', '--version':
            done = subprocess.run([PUBLISHER, option], text=True,
                                  capture_output=True, check=True)
            self.assertIn('baogao-publisher', done.stdout)
            self.assertEqual(done.stderr, '')


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
