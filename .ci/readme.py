"""Runs the shell blocks (```sh) of a Markdown file, in order, in one bash, from the folder of the file.

They leave folders behind (demo-lake, lights), which are removed before and after.
"""
import pathlib
import re
import shutil
import subprocess
import sys

readme = pathlib.Path(sys.argv[1]).resolve()
left_behind = [readme.parent / name for name in ("demo-lake", "lights")]
blocks = re.findall(r"^```sh\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
if not blocks:
    sys.exit("%s has no shell block" % readme)
for folder in left_behind:
    shutil.rmtree(folder, ignore_errors=True)
script = "set -eu\n" + "\n".join("echo '--- README block %d'\n%s" % (n, b) for n, b in enumerate(blocks, 1))
done = subprocess.run(["bash", "-c", script], cwd=readme.parent, timeout=1200)
for folder in left_behind:
    shutil.rmtree(folder, ignore_errors=True)
if done.returncode:
    sys.exit("a block of %s failed with exit code %d" % (readme.name, done.returncode))
print("%d blocks of %s ran" % (len(blocks), readme.name))
