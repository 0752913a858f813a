#!/usr/bin/env python3
"""Checks every #include of our own headers against the table "Who may include what" in docs/architecture.md.

usage: check_layers.py [ROOT]
Prints file:line for each include that the table does not allow, and fails if there is one.
"""
import re
import sys
from pathlib import Path

EVERYTHING = "everything"
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^">]+)[>"]')


def read_table(architecture: Path) -> dict[str, set[str]]:
    """{"src/model": {"base"}, …}, from the rows after the header `| folder | may include |`."""
    table = {}
    lines = iter(architecture.read_text(encoding="utf-8").splitlines())
    if not any(line.replace(" ", "") == "|folder|mayinclude|" for line in lines):
        sys.exit(f"{architecture}: no table with the header '| folder | may include |'")
    next(lines)  # the rule under the header
    for line in lines:
        if not line.startswith("|"):
            break
        _, folder, allowed, _ = (cell.strip() for cell in line.replace("`", "").split("|"))
        table[folder] = {name.strip() for name in allowed.split(",") if name.strip()}
    return table


def layer_of(path: Path) -> str:
    """The row of the table that a file (relative to the root) belongs to."""
    return "/".join(path.parts[:2]) if path.parts[0] == "src" and len(path.parts) > 2 else path.parts[0]


def fault(root: Path, layer: str, allowed: set[str], header: str) -> str | None:
    """Why a file of `layer` may not include `header`; None: it may, or the header is not ours."""
    if header.startswith("muster/"):
        return None if (root / "include" / header).is_file() else f"there is no include/{header}"
    folder = header.split("/")[0] if "/" in header else ""
    if layer == "cli" and (root / "cli" / header).is_file():
        return None
    if not (root / "src" / folder).is_dir() or not (root / "src" / header).is_file():
        return None
    if folder == layer.removeprefix("src/") or folder in allowed or EVERYTHING in allowed:
        return None
    return f"{layer} may not include {header}"


def check(root: Path) -> list[str]:
    table = read_table(root / "docs" / "architecture.md")
    faults = []
    for top in ("include", "src", "cli"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in (".h", ".cc", ".inc"):
                continue
            name = path.relative_to(root)
            layer = layer_of(name)
            if layer not in table:
                faults.append(f"{name}:1: the folder {layer} is not in the table of docs/architecture.md")
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                include = INCLUDE.match(line)
                why = include and fault(root, layer, table[layer], include[1])
                if why:
                    faults.append(f"{name}:{number}: {why}")
    return faults


if __name__ == "__main__":
    found = check(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent))
    print("\n".join(found) or "layers: every include is in the table")
    sys.exit(bool(found))
