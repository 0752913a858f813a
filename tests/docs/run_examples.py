#!/usr/bin/env python3
"""Runs the examples of our documents, and compares what they print with what the document says.

usage: run_examples.py PROGRAM DOCUMENT…

An example is a fence ```console; a line `$ COMMAND` starts a command (a trailing backslash continues it), the lines
after it are its output. Commands run in order, by bash, in one temporary folder for each document, with `muster`
on the PATH and `demo` and `docs` of the sources beside them.
- no lines after a command: only its exit status counts
- a line `…` stands for any lines, `…` within a line for any characters
- an HTML comment before the fence changes how it is run:
    <!-- example: not run -->        set-up, or what needs a phone
    <!-- example: exit 1 -->         the status that its last command ends with, when that is not 0
    <!-- example: needs data -->     run only where MUSTER_DATA names the real models and photos
"""
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent.parent
FENCE = re.compile(r"(?:<!-- example: (?P<mark>[^>]*?) -->\s*\n)?```console\n(?P<body>.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass
class Command:
    line: int
    text: str
    expected: str
    status: int = 0


def commands_of(document: str) -> list[Command]:
    commands = []
    for fence in FENCE.finditer(document):
        mark = fence["mark"] or ""
        if mark == "not run" or (mark == "needs data" and not os.environ.get("MUSTER_DATA")):
            continue
        first = document.count("\n", 0, fence.start("body")) + 1
        commands += commands_of_fence(fence["body"], first)
        if mark.startswith("exit "):
            commands[-1].status = int(mark.removeprefix("exit "))
        elif mark not in ("", "needs data"):
            sys.exit(f"line {first}: no such mark: {mark}")
    return commands


def commands_of_fence(body: str, first: int) -> list[Command]:
    commands, continued = [], False
    for number, line in enumerate(body.splitlines(), first):
        if continued:
            commands[-1].text += "\n" + line
        elif line.startswith("$ "):
            commands.append(Command(number, line[2:], ""))
        elif commands:
            commands[-1].expected += line + "\n"
        continued = (continued or line.startswith("$ ")) and line.endswith("\\")
    return commands


def matches(expected: str, printed: str) -> bool:
    pattern = ""
    for line in expected.splitlines():
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(re.escape(piece) for piece in line.rstrip().split("…")) + r"[ \t]*\n"
    return re.fullmatch(pattern, printed) is not None


def run(command: Command, folder: str, program: Path) -> str | None:
    """What was wrong, or None."""
    environment = os.environ | {"PATH": f"{program.parent}:{os.environ['PATH']}", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["bash", "-c", command.text], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode != command.status:
        return f"exit status {done.returncode}, not {command.status}:\n{done.stdout}"
    if command.expected and not matches(command.expected, done.stdout):
        return f"printed\n{done.stdout}instead of\n{command.expected}"
    return None


def run_document(document: Path, program: Path) -> int:
    """How many of its commands failed."""
    failed = 0
    commands = commands_of(document.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("demo", "docs"):
            Path(folder, name).symlink_to(SOURCES / name)
        for command in commands:
            fault = run(command, folder, program)
            print(f"{document.name}:{command.line}: {'FAILED' if fault else 'ok'}: {command.text}")
            if fault:
                failed += 1
                print(fault)
    return failed


def main() -> int:
    program = Path(sys.argv[1]).resolve()
    return 1 if sum(run_document(Path(name), program) for name in sys.argv[2:]) else 0


if __name__ == "__main__":
    sys.exit(main())
