"""The modules of the other tests, on the path."""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
for folder in ("integration", "faults", "bench"):
    sys.path.insert(0, str(HERE.parent / folder))
