"""A Slurm cluster of one node on loopback, in a directory of its own.

Its daemons are Debian's; they are started here, and ended by their pid.
"""
import getpass
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "scancel", "scontrol", "squeue", "sinfo")
CPUS = 2
NODE = "n1"

CONFIGURATION = """\
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket={directory}/munge.socket,cred_expire=5
SlurmUser={user}
SlurmdUser={user}
SlurmctldPort={controller_port}
SlurmdPort={node_port}
SlurmctldPidFile={directory}/slurmctld.pid
SlurmdPidFile={directory}/slurmd.pid
SlurmctldLogFile={directory}/slurmctld.log
SlurmdLogFile={directory}/slurmd.log
StateSaveLocation={directory}/state
SlurmdSpoolDir={directory}/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0
ReturnToService=2
NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 CPUs={cpus} State=UNKNOWN
PartitionName=all Nodes={node} Default=YES MaxTime=INFINITE State=UP
"""


def find(program):
    """Daemons are in a folder that is not in everybody's PATH."""
    return shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/bin")


def missing():
    return [program for program in PROGRAMS if not find(program)]


def free_ports(count):
    """Ports that nobody has; held all at once, so that they differ."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Cluster:
    def __init__(self):
        # Short, for the sockets in it; munged wants it open to all to enter.
        self.directory = directory = pathlib.Path(tempfile.mkdtemp(prefix="bgs"))
        self.running = []
        directory.chmod(0o755)
        for name in ("state", "spool"):
            (directory / name).mkdir(mode=0o755)
        key = directory / "munge.key"
        key.write_bytes(secrets.token_bytes(128))
        key.chmod(0o400)
        controller_port, node_port = free_ports(2)
        configuration = directory / "slurm.conf"
        configuration.write_text(CONFIGURATION.format(
            directory=directory, host=socket.gethostname().split(".")[0],
            user=getpass.getuser(), controller_port=controller_port,
            node_port=node_port, node=NODE, cpus=CPUS))
        self.environment = {**os.environ, "SLURM_CONF": str(configuration)}
        try:
            self._start_all()
        except BaseException:
            self.close()
            raise

    def _start_all(self):
        at = self.directory
        self._start("munged", "--foreground", f"--key-file={at}/munge.key",
                    f"--socket={at}/munge.socket", f"--pid-file={at}/munge.pid",
                    f"--log-file={at}/munge.log", f"--seed-file={at}/munge.seed")
        self.wait_until("munged listens", (at / "munge.socket").exists)
        self._start("slurmctld", "-D", "-c")
        self._start("slurmd", "-D", "-N", NODE)
        self.wait_until("the node is idle",
                        lambda: self.says("sinfo", "-h", "-o", "%T") == "idle")

    def _start(self, program, *arguments):
        with open(self.directory / f"{program}.out", "ab") as output:
            self.running.append(subprocess.Popen(
                [find(program), *arguments], env=self.environment,
                stdin=subprocess.DEVNULL, stdout=output, stderr=output))

    def says(self, program, *arguments, check=False, **environment):
        """What a command prints; empty where it fails and need not work yet."""
        done = subprocess.run([find(program), *arguments], text=True, timeout=60,
                              capture_output=True, cwd=self.directory,
                              env={**self.environment, **environment})
        if check and done.returncode != 0:
            raise AssertionError(f"{program} {arguments}: {done.stderr}")
        return done.stdout.strip() if done.returncode == 0 else ""

    def command(self, program, *arguments, **environment):
        return self.says(program, *arguments, check=True, **environment)

    def job(self, number):
        """What Slurm knows of one job or one task of an array."""
        words = self.command("scontrol", "--oneliner", "show", "job", number).split()
        return dict(word.split("=", 1) for word in words if "=" in word)

    def wait_until(self, what, holds, seconds=60):
        end = time.monotonic() + seconds
        while not holds():
            has_died = any(process.poll() is not None for process in self.running)
            if has_died or time.monotonic() > end:
                raise AssertionError(f"not within {seconds} s: {what}\n{self.logs()}")
            time.sleep(0.05)

    def logs(self):
        paths = sorted([*self.directory.glob("*.log"), *self.directory.glob("*.out")])
        return "\n".join(f"--- {path.name}\n{path.read_text(errors='replace')}"
                         for path in paths)

    def _end_jobs(self):
        self.says("scancel", "--user", getpass.getuser())
        end = time.monotonic() + 40
        while self.says("squeue", "-h") and time.monotonic() < end:
            time.sleep(0.05)

    def close(self):
        if len(self.running) == 3:
            self._end_jobs()
        for process in reversed(self.running):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.directory)
