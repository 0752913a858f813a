#!/usr/bin/env python3
"""README's picture is what docs/page.md says that it is: the summary of a check of the demo.

usage: picture_test.py PROGRAM ROOT
"""
import subprocess
import sys
import tempfile
from pathlib import Path

program, root = (Path(one).resolve() for one in sys.argv[1:3])
with tempfile.TemporaryDirectory() as folder:
    command = [program, "check", "demo/models/clean_only.tflite", "--data", "demo/photos/phone", "--labels",
               "demo/labels.txt", "--preprocess", "stretch", "--no-latency", "--plots", folder]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)
    if done.returncode != 1:
        sys.exit(f"exit code {done.returncode}\n{done.stdout}{done.stderr}")
    drawn = (Path(folder) / "summary.svg").read_text(encoding="utf-8")
if drawn != (root / "docs" / "verdict.svg").read_text(encoding="utf-8"):
    sys.exit("docs/verdict.svg is not what --plots draws now: draw it again, as docs/page.md says")
