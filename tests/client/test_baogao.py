"""The program itself, where it needs no server: test_baogao.py BAOGAO."""

import json
import os
import pty
import subprocess
import sys
import tempfile
import unittest

BAOGAO = sys.argv.pop(1)
COMMANDS = ["submit", "extract", "reports", "sections", "figures", "show",
            "cite", "status"]
REPORT = """某某县2021年政府工作报告

一、2021年工作回顾
全年新建公路36公里，改造危房120余户。
二、2022年工作安排
新增就业5000人以上。
"""


def run(*arguments, **options):
    options.setdefault("env", {"PATH": os.environ["PATH"], "LANG": "C"})
    return subprocess.run([BAOGAO, *arguments], capture_output=True,
                          timeout=60, **options)


class Usage(unittest.TestCase):
    def assert_usage(self, wanted, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, b"")
        self.assertEqual(done.stderr.decode(), wanted + "\n")

    def test_help_lists_every_command_on_stdout(self):
        for arguments in (["--help"], ["-h"], ["help"]):
            done = run(*arguments)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            for command in COMMANDS:
                self.assertIn(f"\n  {command} ", done.stdout.decode())
            self.assertIn("Exit status:", done.stdout.decode())

    def test_each_command_has_help(self):
        for command in COMMANDS:
            done = run(command, "--help")
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertTrue(
                done.stdout.decode().startswith(f"Usage: baogao {command} "))
            self.assertEqual(run("help", command).stdout, done.stdout)

    def test_help_fits_a_terminal_and_names_all_values(self):
        text = run("figures", "--help").stdout.decode()
        self.assertLessEqual(max(map(len, text.splitlines())), 79)
        self.assertRegex(text, r"--genre GENRE +of such reports: other, government,[^-]*enterprise")

    def test_version_is_one_line(self):
        self.assertRegex(run("--version").stdout.decode(),
                         r"\Abaogao \d+\.\d+\.\d+\n\Z")
        self.assertEqual(run("submit", "--version").stdout, run("--version").stdout)

    def test_no_command(self):
        self.assert_usage("baogao: no command; see baogao --help")

    def test_unknown_command(self):
        self.assert_usage(
            'baogao: there is no command "figure"; see baogao --help',
            "figure")

    def test_unknown_option(self):
        self.assert_usage("baogao: figures: unknown option --plcae; "
                          "see baogao figures --help",
                          "figures", "--plcae", "浙江省")

    def test_missing_value(self):
        self.assert_usage("baogao: figures: option --year needs YEAR; "
                          "see baogao figures --help", "figures", "--year")

    def test_missing_operand(self):
        self.assert_usage("baogao: cite: FIGURE is missing; "
                          "see baogao cite --help", "cite")

    def test_too_many_operands(self):
        self.assert_usage('baogao: show: unexpected "b"; '
                          "see baogao show --help", "show", "a", "b")

    def test_a_filter_without_such_a_value_names_the_field(self):
        for option, value in (("--genre", "novel"), ("--year", "soon"),
                              ("--section-kind", "end"), ("--limit", "0")):
            done = run("figures", option, value)
            self.assertEqual(done.returncode, 2)
            self.assertIn(option.strip("-").replace("-", "_"),
                          done.stderr.decode().replace("-", "_"))
            self.assertIn(value, done.stderr.decode())

    def test_an_endpoint_that_is_none(self):
        for arguments in (["figures", "--query-endpoint", "nonsense"],
                          ["status", "--control-endpoint", "nonsense"],
                          ["submit", "--submit-endpoint", "nonsense", BAOGAO]):
            self.assertEqual(run(*arguments).returncode, 2)


class Unreachable(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def assert_unreachable(self, socket, server, *arguments):
        done = run("--dir", self.folder.name, "--timeout", "1", *arguments)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(
            done.stderr.decode(),
            f"baogao: {arguments[0]}: cannot reach "
            f"ipc://{self.folder.name}/run/{socket}: no answer in 1 s; "
            f"is {server} running?\n")

    def test_queries(self):
        self.assert_unreachable("query", "baogao-publisher", "reports")
        self.assert_unreachable("query", "baogao-publisher", "cite", "ab.f1-2")

    def test_status(self):
        self.assert_unreachable("control", "baogao-worker", "status")

    def test_submit(self):
        self.assert_unreachable("submit", "baogao-worker", "submit", BAOGAO)

    def test_options_may_follow_the_command(self):
        done = run("reports", "--timeout", "1", "--dir", self.folder.name)
        self.assertEqual(done.returncode, 3)
        self.assertIn(self.folder.name, done.stderr.decode())

    def test_the_environment_names_the_directory(self):
        done = run("reports", "--timeout", "1",
                   env={"BAOGAO_DIR": self.folder.name})
        self.assertIn(self.folder.name, done.stderr.decode())


class Extract(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, content):
        path = os.path.join(self.folder.name, "document.txt")
        with open(path, "wb") as file:
            file.write(content)
        return path

    def test_json_is_one_report_a_line(self):
        done = run("extract", "--json", self.file(REPORT.encode()))
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        reports = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(reports), 1)
        self.assertEqual(set(reports[0]), {"report", "sections", "figures",
                                           "mentions", "repairs"})
        self.assertEqual(reports[0]["report"]["title"],
                         "某某县2021年政府工作报告")
        for figure in reports[0]["figures"]:
            begin, end = figure["span"]
            self.assertEqual(REPORT.encode()[begin:end].decode(),
                             figure["text"])

    def test_standard_input_reads_as_the_file_does(self):
        done = run("extract", "--json", self.file(REPORT.encode()))
        again = run("extract", "--json", "-", input=REPORT.encode())
        self.assertEqual(again.stdout, done.stdout)
        self.assertEqual(again.returncode, 0)

    def test_charset_may_be_declared(self):
        done = run("extract", "--json", "--charset", "GB18030",
                   self.file(REPORT.encode("gb18030")))
        self.assertEqual(json.loads(done.stdout)["report"]["title"],
                         "某某县2021年政府工作报告")

    def test_without_json_it_reads_well_in_any_locale(self):
        done = run("extract", self.file(REPORT.encode()))
        self.assertEqual(done.returncode, 0)
        self.assertIn("某某县2021年政府工作报告", done.stdout.decode())
        self.assertIn("2021年工作回顾", done.stdout.decode())

    def test_figures_stand_under_their_section(self):
        done = run("extract", self.file(REPORT.encode()))
        text = done.stdout.decode()
        places = [text.index(part) for part in (
            "2021年工作回顾", "36公里", "2022年工作安排", "5000人以上")]
        self.assertEqual(places, sorted(places))

    def test_what_cannot_be_read_has_its_exit_code(self):
        missing = os.path.join(self.folder.name, "missing")
        for path, content, code in ((missing, None, 1),
                                    (self.folder.name, None, 5),
                                    ("", b"", 5), ("", bytes(range(256)), 5)):
            path = path or self.file(content)
            for json_option in ([], ["--json"]):
                done = run("extract", *json_option, path)
                self.assertEqual(done.returncode, code, (path, content))
                self.assertEqual(done.stdout, b"")
                self.assertTrue(done.stderr.decode().startswith(
                    f"baogao: extract: {path}: "))
                self.assertEqual(done.stderr.count(b"\n"), 1)

    def test_hostile_text_does_not_reach_the_terminal(self):
        hostile = REPORT.replace("回顾", "回\033[2J\u009b31m\u202e顾")
        for json_option in ([], ["--json"]):
            done = run("extract", *json_option, self.file(hostile.encode()))
            self.assertEqual(done.returncode, 0)
            for steering in ("\033", "\u009b", "\u202e"):
                self.assertNotIn(steering, done.stdout.decode())

    def test_a_full_disk_has_an_exit_code(self):
        path = self.file(REPORT.encode())
        for json_option in ([], ["--json"]):
            with open("/dev/full", "wb") as full:
                done = subprocess.run(
                    [BAOGAO, "extract", *json_option, path], stdout=full,
                    stderr=subprocess.PIPE, timeout=60)
            self.assertEqual(done.returncode, 3)
            self.assertIn(b"cannot write standard output", done.stderr)

    def test_a_closed_pipe_has_an_exit_code_and_no_complaint(self):
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "wb") as closed:
            done = subprocess.run([BAOGAO, "extract", "--json",
                                   self.file(REPORT.encode())],
                                  stdout=closed, stderr=subprocess.PIPE,
                                  timeout=60)
        self.assertEqual((done.returncode, done.stderr), (3, b""))

    def test_on_a_terminal_the_title_is_bold(self):
        self.assertIn(b"\033[1m", self.on_a_terminal(TERM="xterm"))
        self.assertNotIn(b"\033", self.on_a_terminal(TERM="dumb"))
        self.assertNotIn(b"\033", self.on_a_terminal(TERM="xterm",
                                                     NO_COLOR="1"))

    def on_a_terminal(self, **environment):
        master, slave = pty.openpty()
        path = self.file(REPORT.encode())
        child = subprocess.Popen([BAOGAO, "extract", path], stdout=slave,
                                 env=environment)
        os.close(slave)
        output = b""
        while chunk := self.read_terminal(master):
            output += chunk
        os.close(master)
        self.assertEqual(child.wait(timeout=60), 0)
        return output

    @staticmethod
    def read_terminal(master):
        try:
            return os.read(master, 65536)
        except OSError:  # how Linux tells that the other end is closed
            return b""


if __name__ == "__main__":
    unittest.main(verbosity=1)
