#!/usr/bin/env python3
"""Merges batches of 10,000 records with recent and with random keys into tables of several sizes.

usage: jobs/bench/large_tables.py [MILLIONS_OF_ROWS…]

Beside it a MERGE INTO as people write it, of the same records into a branch of the same table. All records change a row. The seconds
are those of the merge alone, in a process that has just started. Needs ./firn built, and the test classes
(./mvnw -DskipTests package).
"""
import datetime
import http.server
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
BATCH = 10_000
ROUNDS = 3

CONTRACT = """
apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
servers:
  - server: loopback
    type: api
    location: %s
schema:
  - name: orders
    logicalType: object
    physicalType: table
    customProperties:
      - {property: firn.records, value: /rows}
      - {property: firn.order, value: ['#/made']}
    properties:
      - {name: id, logicalType: string, primaryKey: true, primaryKeyPosition: 1, required: true}
      - {name: at, logicalType: timestamp}
      - {name: price, logicalType: number, physicalType: 'decimal(8,2)'}
      - {name: note, logicalType: string}
"""


class Feed(http.server.BaseHTTPRequestHandler):
    body = b""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(Feed.body)

    def log_message(self, *args):
        pass


def document(made, ids):
    rows = [
        {
            "id": "order-%09d" % i,
            "at": datetime.datetime.fromtimestamp(1700000000 + i, datetime.timezone.utc).isoformat().replace("+00:00", "Z"),
            "price": (made + i) % 900000 / 100,
            "note": "changed in %d" % made,
        }
        for i in ids
    ]
    return json.dumps({"made": made, "rows": rows}).encode()


def said(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit("%s: exit %d\n%s\n%s" % (command[-3:], done.returncode, done.stdout, "\n".join(line for line in done.stderr.splitlines() if "INFO" not in line)[:1500]))
    return done.stdout


def measure(millions, work, location):
    rows = int(millions * 1_000_000)
    (work / "schemas").mkdir(parents=True)
    (work / "schemas" / "orders.odcs.yaml").write_text(CONTRACT.lstrip() % location)
    firn = [ROOT / "firn", "run", "orders", "--output", "json", "--project", work, "--lake", work / "lake"]
    java = [JAVA, "@%s" % (ROOT / "jobs/jvm.options")] + os.environ.get("FIRN_JAVA_OPTS", "").split() + ["-cp", "%s:%s" % (
        ROOT / "jobs/spark/target/test-classes", (ROOT / "jobs/spark/target/firn/classpath").read_text().strip())]
    Feed.body = document(0, [0])
    said(firn)
    said(java + ["dev.firn.bench.LargeTable", work / "lake", str(rows)])
    dice = random.Random(7)
    made = 0
    for kind in ("recent", "random"):
        plain, merges, totals, read = [], [], [], None
        for _ in range(ROUNDS):
            made += 1
            ids = range(rows - BATCH, rows) if kind == "recent" else dice.sample(range(rows), BATCH)
            Feed.body = document(made, ids)
            (work / "batch.json").write_bytes(Feed.body)
            plain.append(float(said(java + ["dev.firn.bench.PlainMerge", work / "lake", work / "batch.json"]).strip()))
            table = json.loads(said(firn))["tables"][0]
            assert table["counts"]["changed"] == BATCH, table
            merges.append(table["millis"]["merge"] / 1000)
            totals.append(sum(table["millis"].values()) / 1000)
            read = "%d of %d files read" % (table["filesRead"], table["filesRead"] + table["filesSkipped"])
        print("%5.1f M rows, %-6s keys: firn merge %s s, all its steps %s s; MERGE INTO %s s; %s" % (
            millions, kind, listed(merges), listed(totals), listed(plain), read), flush=True)


def listed(seconds):
    return " ".join("%.1f" % second for second in seconds)


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for millions in [float(size) for size in sys.argv[1:]] or [1, 10, 30]:
        work = pathlib.Path(tempfile.mkdtemp(prefix="firn-large-"))
        try:
            measure(millions, work, "http://127.0.0.1:%d/" % server.server_port)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    server.shutdown()


if __name__ == "__main__":
    main()
