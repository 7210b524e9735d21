#!/usr/bin/env python3
"""Compile the files of the web page into the table of asset.c.

usage: compile.py OUT.c FILE...

index.html is served as "/", every other file under its own name. The bytes
are packed once, here; the same files give the same table.
"""
import gzip
import hashlib
import pathlib
import sys

CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
}
BYTES_A_LINE = 20


def array(name, data):
    lines = (", ".join(map(str, data[n:n + BYTES_A_LINE]))
             for n in range(0, len(data), BYTES_A_LINE))
    return [f"static const unsigned char {name}[] = {{",
            *(f"    {line}," for line in lines), "};"]


def main():
    out, *files = sys.argv[1:]
    lines = ["/* Made by compile.py from the files in web/; do not edit. */",
             '#include "publisher/http/asset.h"']
    rows = []
    for number, path in enumerate(sorted(map(pathlib.Path, files), key=lambda p: p.name)):
        data = path.read_bytes()
        packed = gzip.compress(data, 9, mtime=0)
        name = "" if path.name == "index.html" else path.name
        digest = hashlib.sha256(data).hexdigest()[:16]
        lines += array(f"file_{number}", packed)
        rows.append(f'    {{STR_INIT("/{name}"), "{CONTENT_TYPES[path.suffix]}", '
                    f'"W/\\"{digest}\\"",\n     '
                    f"{{(const char *)file_{number}, sizeof file_{number}}}}},")
    lines += ["const struct asset asset_table[] = {", *rows, "};",
              f"const size_t asset_count = {len(rows)};"]
    pathlib.Path(out).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
