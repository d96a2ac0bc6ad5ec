#!/usr/bin/env python3
"""Lands documents of one big array in a small heap, then merges them in the launcher's own.

usage: jobs/bench/big_documents.py [MEGABYTES_TO_LAND [MEGABYTES_TO_MERGE [HEAP_TO_LAND]]]

A server on loopback generates them. It takes some four times their size of disk, in the folder for temporary files, and cleans
up. Needs ./firn built. It says how long each command took and the most memory that its process had (Linux).
"""
import http.server
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = 2000
NOTE = "x" * 120

CONTRACT = """
apiVersion: v3.1.0
kind: DataContract
id: big
version: 1.0.0
status: active
servers:
  - server: loopback
    type: api
    location: %s
    customProperties:
      - {property: firn.limits, value: {bodyBytes: 1099511627776, timeout: PT1H, budget: PT1H, attempts: 1}}
schema:
  - name: big
    logicalType: object
    physicalType: table
    customProperties:
      - {property: firn.records, value: /rows}
      - {property: firn.order, value: ['#/made']}
    properties:
      - {name: id, logicalType: string, primaryKey: true, primaryKeyPosition: 1, required: true}
      - {name: v, logicalType: integer, physicalType: long}
      - {name: at, logicalType: timestamp}
      - {name: price, logicalType: number, physicalType: 'decimal(8,2)'}
      - {name: note, logicalType: string}
      - {name: tags, logicalType: object, physicalType: map, properties: [{name: value, logicalType: string}]}
"""


class Documents(http.server.BaseHTTPRequestHandler):
    megabytes = 0
    made = 0

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"made": %d, "rows": [' % Documents.made)
        sent = 0
        first = 0
        while sent < Documents.megabytes << 20:
            block = "".join(record(i) for i in range(first, first + BLOCK)).encode()
            self.wfile.write(block)
            sent += len(block)
            first += BLOCK
        self.wfile.write(b"]}")

    def log_message(self, *args):
        pass


def record(i):
    """One record in a thousand differs from document to document."""
    return (
        '%s{"id": "order-%09d", "v": %d, "at": "2024-02-29T12:00:00.%06dZ", "price": %d.%02d,'
        ' "note": "%s", "tags": {"a": "%d", "b": null}, "unknown": [1, 2]}\n'
        % (
            "," if i else "",
            i,
            i + (Documents.made if i % 1000 == 0 else 0),
            i % 1_000_000,
            i % 9000,
            i % 100,
            NOTE,
            i % 50,
        )
    )


def firn(work, lake, heap, *command):
    environment = dict(os.environ, FIRN_JAVA_OPTS=heap)
    start = time.monotonic()
    done = subprocess.run(
        [ROOT / "firn", *command, "big", "--project", work, "--lake", work / lake],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    seconds = time.monotonic() - start
    if done.returncode != 0:
        sys.exit("firn %s: exit %d\n%s\n%s" % (command[0], done.returncode, done.stdout, done.stderr[-3000:]))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print("firn %-6s %-10s %6.1f s, at most %d MB so far" % (command[0], heap, seconds, peak))
    print("".join(line + "\n" for line in done.stdout.splitlines() if "batch 1," in line or "records" in line), end="")


def main():
    to_land = int(sys.argv[1]) if len(sys.argv) > 1 else 2048
    to_merge = int(sys.argv[2]) if len(sys.argv) > 2 else 1024
    heap = sys.argv[3] if len(sys.argv) > 3 else "256m"
    work = pathlib.Path(tempfile.mkdtemp(prefix="firn-big-"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Documents)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        (work / "schemas").mkdir()
        location = "http://127.0.0.1:%d/" % server.server_port
        (work / "schemas" / "big.odcs.yaml").write_text(CONTRACT.lstrip() % location)
        Documents.megabytes, Documents.made = to_land, 1
        firn(work, "landed", "-Xmx" + heap, "fetch")
        shutil.rmtree(work / "landed")
        Documents.megabytes = to_merge
        for Documents.made in (1, 2):
            firn(work, "merged", "", "run")
    finally:
        server.shutdown()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
