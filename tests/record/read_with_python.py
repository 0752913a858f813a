"""Reads a Run file with nothing but Python's own libraries, as docs/run-file.md describes it.

usage: read_with_python.py RUN
Prints what it found as JSON.
"""

import json
import sqlite3
import struct
import sys

run = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
assert run.execute("PRAGMA application_id").fetchone()[0] == 0x6D757374
assert run.execute("PRAGMA user_version").fetchone()[0] == 1
facts = {name: json.loads(text) for name, text in run.execute("SELECT name, json FROM facts")}
names = [name for (name,) in run.execute("SELECT name FROM classes ORDER BY class")]

hits, graded = run.execute(
    "SELECT sum(top1 = class), count(*) FROM photos JOIN answers USING(photo) WHERE state = 'scored' AND class IS NOT NULL"
).fetchone()

output = facts["answers"]["output"]
letter, width = {"uint8": ("B", 1), "int8": ("b", 1), "float32": ("f", 4)}[output["type"]]
agree = True
for top1, tensor in run.execute("SELECT top1, tensor FROM outputs JOIN answers USING(photo)"):
    numbers = struct.unpack(f"<{len(tensor) // width}{letter}", tensor)
    agree &= numbers.index(max(numbers)) == top1 and len(numbers) == len(names)

json.dump(
    {
        "top1_accuracy": hits / graded,
        "sha256": facts["model"]["sha256"],
        "states": dict(run.execute("SELECT state, count(*) FROM answers GROUP BY state")),
        "highest_outputs_are_top1": agree,
    },
    sys.stdout,
)
