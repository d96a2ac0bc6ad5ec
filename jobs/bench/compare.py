#!/usr/bin/env python3
"""Times Firn's commands beside a hand-written Spark job, on the same machine, in turn.

usage: jobs/bench/compare.py FOLDER_OF_RESPONSES [ROUNDS]

FOLDER_OF_RESPONSES holds recorded responses of the earthquakes feed, one file a response. Machines differ and are
noisy: read the ratios, not the seconds. Needs ./firn built, and the test classes (./mvnw -DskipTests package).
"""
import hashlib
import http.server
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
WARM_UP = 24


class Feed(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    body = b""

    def do_GET(self):
        etag = '"%s"' % hashlib.sha256(Feed.body).hexdigest()[:16]
        if self.headers.get("If-None-Match") == etag:
            self.send_response(304)
            self.send_header("ETag", etag)
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(Feed.body)))
        self.end_headers()
        self.wfile.write(Feed.body)

    def log_message(self, *args):
        pass


def timed(command, expected=0):
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seconds = time.monotonic() - start
    if done.returncode != expected:
        sys.exit("%s: exit %d\n%s\n%s" % (command[-3:], done.returncode, done.stdout, done.stderr))
    return seconds, done.stdout


def main():
    responses = sorted(pathlib.Path(sys.argv[1]).iterdir())
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    work = pathlib.Path(tempfile.mkdtemp(prefix="firn-bench-"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = "http://127.0.0.1:%d/feed.json" % server.server_address[1]
    (work / "schemas").mkdir()
    contract = (ROOT / "schemas/earthquakes.odcs.yaml").read_text().split("\n")
    contract = ["    location: " + url if line.strip().startswith("location: https") else line for line in contract]
    (work / "schemas/earthquakes.odcs.yaml").write_text("\n".join(contract))
    shutil.copytree(ROOT / "quality-checks", work / "quality-checks", ignore=shutil.ignore_patterns("src", "target"))

    firn = [str(ROOT / "firn")]
    here = ["--project", str(work)]
    classpath = (ROOT / "jobs/spark/target/firn/classpath").read_text().strip()
    options = [line for line in (ROOT / "jobs/jvm.options").read_text().split("\n") if line.startswith("--add-opens")]
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    by_hand = options + ["-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp",
                         "%s:%s" % (ROOT / "jobs/spark/target/test-classes", classpath), "dev.firn.bench.HandWritten",
                         str(work / "hand")]
    chosen = ["-Xmx2g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]

    for response in responses[:WARM_UP]:
        Feed.body = response.read_bytes()
        timed(firn + ["fetch"] + here)
    timed(firn + ["run", "--no-fetch"] + here)
    timed([java] + chosen + by_hand + [str(responses[WARM_UP - 1])])

    names = ["firn run, one new response", "by hand, default flags", "by hand, chosen flags",
             "firn run, unchanged", "firn status", "firn history", "firn rollback", "firn undo"]
    times = {name: [] for name in names}
    for number in range(rounds):
        response = responses[WARM_UP + number]
        Feed.body = response.read_bytes()
        times[names[0]].append(timed(firn + ["run"] + here)[0])
        times[names[1]].append(timed([java] + by_hand + [str(response)])[0])
        times[names[2]].append(timed([java] + chosen + by_hand + [str(response)])[0])
        times[names[3]].append(timed(firn + ["run"] + here)[0])
        times[names[4]].append(timed(firn + ["status"] + here)[0])
        seconds, graph = timed(firn + ["history", "earthquakes"] + here)
        times[names[5]].append(seconds)
        runs = [line.split("run ")[1].split()[0] for line in graph.split("\n") if line.startswith("*") and "run " in line]
        times[names[6]].append(timed(firn + ["rollback", "earthquakes", "--to", "before:" + runs[0]] + here)[0])
        times[names[7]].append(timed(firn + ["undo", "earthquakes"] + here)[0])
    base = statistics.median(times[names[2]])
    print("%-28s %8s %8s %8s   %s" % ("seconds, whole process", "min", "median", "max", "of by hand, chosen flags"))
    for name in names:
        taken = times[name]
        print("%-28s %8.2f %8.2f %8.2f   %.2f"
              % (name, min(taken), statistics.median(taken), max(taken), statistics.median(taken) / base))
    server.shutdown()
    shutil.rmtree(work)


main()
