#!/usr/bin/env python3
"""Checks what a compiler does not see, in all files that git tracks.

usage: check_files.py [ROOT]
- no source file over 400 lines, no file over 3 MB
- no path of one machine, no host name of a package registry, nothing left open (to do, fix me)
- a type's name is defined once in a namespace; else the linker takes one of two destructors for both
- every check and metric stands in its folder's table, and its id in one of the folder's tests
Prints file:line for each fault, and fails if there is one.
"""
import re
import subprocess
import sys
from pathlib import Path

MOST_LINES = 400
MOST_BYTES = 3_000_000
SOURCES = {".cc", ".h", ".inc", ".py", ".sh", ".cmake", ".txt", ".ts", ".css"}

# Written so that they do not match themselves.
FORBIDDEN = [
    (re.compile(r"(?<![\w.])/(?:work|home)/"), "a path of one machine"),
    (re.compile(r"\b(?:pypi|pythonhosted|npmjs|crates|anaconda|deb\.debian|archive\.ubuntu)\.(?:org|com|io)\b"),
     "a host name of a package registry"),
    (re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b"), "something left open"),
]

# Folders of plug-ins: constants, each with a line `MACRO(kName)` in the folder's table.
PLUGIN_FOLDERS = ("checks", "metrics")
PLUGIN = re.compile(r'^const (?:Check|Metric) (k\w+)\{\s*"([^"]+)"', re.MULTILINE)


def tracked_files(root: Path) -> list[Path]:
    names = subprocess.run(["git", "-C", root, "ls-files", "-z"], check=True, capture_output=True, text=True).stdout
    return [Path(name) for name in names.split("\0") if name and (root / name).is_file()]


def text_faults(root: Path, name: Path) -> list[str]:
    content = (root / name).read_bytes()
    faults = [f"{name}:1: {len(content)} bytes; {MOST_BYTES} at the most"] if len(content) > MOST_BYTES else []
    if b"\0" in content[:8192]:
        return faults
    lines = content.decode("utf-8", errors="replace").splitlines()
    if name.suffix in SOURCES and not name.is_relative_to("tests/golden") and len(lines) > MOST_LINES:
        faults.append(f"{name}:{len(lines)}: more than {MOST_LINES} lines; it is perhaps two files")
    for number, line in enumerate(lines, 1):
        faults += [f"{name}:{number}: {what}: {line.strip()[:100]}" for pattern, what in FORBIDDEN if pattern.search(line)]
    return faults


def plugin_faults(root: Path, folder: str) -> list[str]:
    table = Path("src", folder, f"{folder}.inc")
    listed = re.findall(r"^\w+\((\w+)\)", (root / table).read_text(encoding="utf-8") if (root / table).is_file() else "",
                        re.MULTILINE)
    tests = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "tests" / folder).glob("*_test.cc")))
    faults = []
    for path in sorted((root / "src" / folder).glob("*.cc")):
        content = path.read_text(encoding="utf-8")
        for found in PLUGIN.finditer(content):
            place = f"{path.relative_to(root)}:{content.count(chr(10), 0, found.start()) + 1}"
            if found[1] not in listed:
                faults.append(f"{place}: no line for {found[1]} in {table}")
            if found[2].split("/")[0] not in tests:
                faults.append(f"{place}: no test in tests/{folder} speaks of {found[2]}")
    return faults


NAMESPACE = re.compile(r"(?:inline )?namespace (?P<name>[\w:]*) ?\{(?!.*\})")
TYPE = re.compile(r"(?:template .*> )?(?:struct|class|enum class|enum|union) (?P<name>\w+)(?: final)?(?: : [^;{]*)? \{")


def types_of(content: str) -> list[tuple[int, str]]:
    """Line and full name of the types that a source defines in namespaces that have a name, as clang-format lays it out."""
    found, namespaces = [], []
    for number, line in enumerate(content.splitlines(), 1):
        if opened := NAMESPACE.match(line):
            namespaces.append(opened["name"])
        elif line.startswith("}  // namespace"):
            namespaces.pop()
        elif (defined := TYPE.match(line)) and "" not in namespaces:
            found.append((number, "::".join([*namespaces, defined["name"]])))
    return found


def type_faults(root: Path) -> list[str]:
    first, faults = {}, []
    for name in tracked_files(root):
        if name.suffix not in (".cc", ".h") or name.parts[0] not in ("include", "src", "cli", "tests"):
            continue
        for line, full_name in types_of((root / name).read_text(encoding="utf-8")):
            if first.setdefault(full_name, name) != name:
                faults.append(f"{name}:{line}: {full_name} is a type in {first[full_name]} too")
    return faults


def check(root: Path) -> list[str]:
    faults = [fault for name in tracked_files(root) for fault in text_faults(root, name)]
    return faults + type_faults(root) + [fault for folder in PLUGIN_FOLDERS for fault in plugin_faults(root, folder)]


if __name__ == "__main__":
    found = check(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent))
    print("\n".join(found) or "files: sizes, words and tables are in order")
    sys.exit(bool(found))
