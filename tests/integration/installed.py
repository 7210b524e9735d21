"""The library as installed: in a prefix of its own, found by pkg-config only.

The build folder comes from $BAOGAO_BUILD; $CC, $CXX and $BAOGAO_CFLAGS are
the compilers and flags with which it was built.
"""

import os
import pathlib
import shlex
import shutil
import subprocess
import tempfile

BUILD = pathlib.Path(os.environ.get("BAOGAO_BUILD", "build/debug")).resolve()
SANITIZER_FLAGS = shlex.split(os.environ.get("BAOGAO_CFLAGS", ""))
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]


class Installed:
    def __init__(self):
        self.prefix = pathlib.Path(tempfile.mkdtemp(prefix="bgin"))
        subprocess.run(["cmake", "--install", BUILD, "--prefix", self.prefix],
                       check=True, stdout=subprocess.DEVNULL)
        config, = self.prefix.rglob("baogao.pc")
        self.environment = {**os.environ, "PKG_CONFIG_PATH": str(config.parent)}
        self.libraries = config.parent.parent

    @property
    def proto(self):
        return self.prefix / "share/baogao/proto"

    def flags(self, *options):
        printed = subprocess.run(["pkg-config", *options, "baogao"], check=True,
                                 text=True, stdout=subprocess.PIPE,
                                 env=self.environment).stdout
        return shlex.split(printed)

    def compile(self, source, language="CC", standard="c99", static=False):
        """Compile one file away from the source tree; the program."""
        program = self.prefix / f"{pathlib.Path(source).stem}-{standard}"
        compiler = os.environ.get(language, {"CC": "cc", "CXX": "c++"}[language])
        if static:
            libraries = ["-l:libbaogao.a" if flag == "-lbaogao" else flag
                         for flag in self.flags("--static", "--libs")]
        else:
            libraries = [*self.flags("--libs"), f"-Wl,-rpath,{self.libraries}"]
        subprocess.run([compiler, f"-std={standard}", *STRICT, *SANITIZER_FLAGS,
                        *self.flags("--cflags"), source, *libraries, "-o", program],
                       check=True, cwd=self.prefix)
        return program

    def close(self):
        shutil.rmtree(self.prefix)
