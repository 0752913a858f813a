#!/usr/bin/env python3
"""Writes the report's script, style and the licence of what is bundled into it as constants of a C++ file.

usage: embed_page.py OUTPUT.cc --page SCRIPT.js --plots SCRIPT.js --chart-style CSS --page-style CSS --licence FILE
"""
import argparse
from pathlib import Path

PIECE = 8000  # characters of a literal; compilers concatenate adjacent ones


def literal(text: str) -> str:
    end = "muster"
    if f"){end}\"" in text:
        raise SystemExit("the text ends its own literal")
    pieces = (text[i:i + PIECE] for i in range(0, len(text), PIECE))
    return "\n".join(f'R"{end}({piece}){end}"' for piece in pieces)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    for name in ("--page", "--plots", "--chart-style", "--page-style", "--licence"):
        parser.add_argument(name, type=lambda file: Path(file).read_text(encoding="utf-8"), required=True)
    options = parser.parse_args()
    constants = {
        "kPageScript": options.page,
        "kPageStyle": options.chart_style + options.page_style,
        "kPlotsScript": options.plots,
        "kChartStyle": options.chart_style,
        "kPageLicence": options.licence,
    }
    lines = ['#include "report/page_files.h"', "", "namespace muster {", ""]
    lines += [f"const std::string_view {name} = {literal(text)};" for name, text in constants.items()]
    options.output.write_text("\n".join([*lines, "", "}  // namespace muster", ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
