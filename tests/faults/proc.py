"""What the kernel tells of a process."""
import os


def keep_no_freed_memory():
    """A sanitizer keeps it to find errors, which would be taken for growth.

    To be called before the programs start.
    """
    os.environ["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") \
        + ":quarantine_size_mb=1:thread_local_quarantine_size_kb=64"


def memory_kib(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status
                    if line.startswith("VmRSS"))


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))
