#!/usr/bin/env python3
"""Takes a long recorded history through Firn in one run, beside a hand-written Spark job and bare parsing of the same bytes.

usage: jobs/bench/bulk.py FEED ARCHIVE [TRUTH]

FEED is earthquakes or stations, ARCHIVE a .tar.zst of its responses, one file a response; TRUTH says in JSON what the table is
in the end. Every program is a process of its own, and the JVM's flags are the launcher's. Machines differ and are noisy: read the
ratios. Needs ./firn built, and the test classes (./mvnw -DskipTests package).
"""
import hashlib
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
KEYS = {
    "earthquakes": ("upsert", "SELECT event_id, unix_millis(updated) FROM earthquakes"),
    "stations": ("mirror", "SELECT station_id, unix_seconds(last_reported) FROM stations"),
}


def timed(command):
    """Seconds of the whole process, its CPU seconds, the most memory it had in MB, and what it printed."""
    start = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        out.seek(0)
        printed = out.read()
    if status:
        sys.exit("%s: exit %d\n%s" % (command[-3:], os.waitstatus_to_exitcode(status), printed))
    seconds = time.monotonic() - start
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10, printed


def main():
    feed, archive = sys.argv[1], pathlib.Path(sys.argv[2])
    work = pathlib.Path(tempfile.mkdtemp(prefix="firn-bulk-"))
    try:
        (work / "unpacked").mkdir()
        subprocess.run(["tar", "--use-compress-program=unzstd", "-xf", archive, "-C", work / "unpacked"], check=True)
        responses = next(path for path in (work / "unpacked").rglob("*.json")).parent
        files = list(responses.iterdir())
        megabytes = sum(file.stat().st_size for file in files) / 1e6
        print("%d responses, %.0f MB" % (len(files), megabytes))

        classes = "%s:%s" % (ROOT / "jobs/spark/target/test-classes", (ROOT / "jobs/spark/target/firn/classpath").read_text().strip())
        java = [JAVA, "@%s" % (ROOT / "jobs/jvm.options")] + os.environ.get("FIRN_JAVA_OPTS", "").split() + ["-cp", classes]
        project, lake = work / "project", work / "lake"
        contract = ROOT / "schemas" / (feed + ".odcs.yaml")
        shutil.copytree(ROOT / "quality-checks", project / "quality-checks", ignore=shutil.ignore_patterns("src", "target"))

        def row(name, taken, records=None):
            seconds, cpu, memory, _ = taken
            rate = "%10.0f records/s" % (records / seconds) if records else ""
            print("%-44s %7.1f s %7.1f s of CPU %6d MB %7.1f MB/s%s" % (name, seconds, cpu, memory, megabytes / seconds, rate), flush=True)

        row("bare parsing, one core", timed(java + ["dev.firn.bench.BareParsing", responses]))
        row("landing, one fetch a response",
            timed(java[:-2] + ["-Dsun.net.httpserver.nodelay=true"] + java[-2:] + ["dev.firn.bench.LandAll", contract, project, lake, responses]))
        run = timed([ROOT / "firn", "run", feed, "--no-fetch", "--project", project, "--lake", lake, "--output", "json"])
        table = json.loads(run[3])["tables"][0]
        records = table["records"]["in"] if "records" in table else None
        row("firn run, one merge", run, records)
        print("  ", json.dumps(table.get("counts", table.get("records"))))
        row("by hand", timed(java + ["dev.firn.bench.HandWrittenBulk", work / "hand", responses, feed]), records)
        if len(sys.argv) > 3:
            check(feed, json.loads(pathlib.Path(sys.argv[3]).read_text()), len(files), project, lake)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def check(feed, truth, responses, project, lake):
    strategy, query = KEYS[feed]
    expected = truth["checkpoints"]["N=%d" % responses]
    rows = json.loads(timed([ROOT / "firn", "sql", query, "--max-rows", "1000000", "--project", project, "--lake", lake, "--output", "json"])[3])["rows"]
    lines = sorted(("%s\t%s\n" % tuple(row)).encode() for row in rows)
    same = hashlib.sha256(b"".join(lines)).hexdigest() == expected[strategy + "_sha256_key_version"]
    print("the table %s the truth: %d rows" % ("equals" if same else "DIFFERS from", len(rows)))


if __name__ == "__main__":
    main()
