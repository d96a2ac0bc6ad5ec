#!/usr/bin/env python3
"""Times looking and going back on a table of many snapshots and files, each command a process; and one rollback beside copying back
object versions, on an emulated S3.

usage: jobs/bench/going_back.py [NUMBER_OF_FILES…]

Needs ./firn built, and the test classes and the emulator (./mvnw -DskipTests package, and a test of jobs/core).
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
SNAPSHOTS = 1_000
FILES_EACH = 10
ROUNDS = 5

CONTRACT = """
apiVersion: v3.1.0
kind: DataContract
id: things
version: 1.0.0
status: active
servers:
  - {server: nobody, type: api, location: 'https://example.org/things.json'}
schema:
  - name: things
    logicalType: object
    physicalType: table
    properties:
      - {name: id, logicalType: string, primaryKey: true, primaryKeyPosition: 1, required: true}
      - {name: amount, logicalType: integer, physicalType: long}
"""


def said(command, fine=(0,)):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode not in fine:
        what = " ".join(str(word) for word in command if len(str(word)) < 200)
        sys.exit("%s: exit %d\n%s\n%s" % (what, done.returncode, done.stdout[-800:], done.stderr[-1500:]))
    return done.stdout


def java(main, *args):
    classpath = "%s:%s" % (ROOT / "jobs/core/target/test-classes", (ROOT / "jobs/spark/target/firn/classpath").read_text().strip())
    return said([JAVA, "@%s" % (ROOT / "jobs/jvm.options"), "-Dfirn.root=%s" % ROOT, "-Dfirn.emulator=%s" % (ROOT / "jobs/core/target/emulator"),
                 "-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", classpath, main, *args])


def commands(project):
    firn = lambda *words: [ROOT / "firn", *words, "--project", project]
    return [
        ("history", firn("history", "things")),
        ("history, all of it", firn("history", "things", "--output", "json")),
        ("diff first last", firn("diff", "things", "first", "last")),
        ("doctor", firn("doctor", "things")),
        ("rollback --dry-run", firn("rollback", "things", "--to", "first", "--dry-run")),
        ("rollback", firn("rollback", "things", "--to", "first", "--merge-again")),
        ("undo", firn("undo", "things")),
    ]


def main():
    with tempfile.TemporaryDirectory(prefix="firn-going-back-") as folder:
        project = pathlib.Path(folder)
        (project / "schemas").mkdir()
        (project / "schemas" / "things.odcs.yaml").write_text(CONTRACT.lstrip())
        java("dev.firn.table.ManySnapshots", project / "lake", str(SNAPSHOTS), str(FILES_EACH))
        seconds = {}
        for _ in range(ROUNDS + 1):
            for name, command in commands(project):
                start = time.monotonic()
                said(command, (6,) if name == "doctor" else (0,))  # It finds who made the table.
                seconds.setdefault(name, []).append(time.monotonic() - start)
        for name, all_of_it in seconds.items():
            print("%-20s %.2f s (median of %d, each a process; %d snapshots, %d files)" % (
                name, statistics.median(all_of_it[1:]), ROUNDS, SNAPSHOTS + 3, SNAPSHOTS * FILES_EACH + 2), flush=True)
    print(java("dev.firn.table.ObjectVersions", *(sys.argv[1:] or ["10", "100", "1000", "10000"])), end="")


if __name__ == "__main__":
    main()
