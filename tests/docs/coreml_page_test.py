#!/usr/bin/env python3
"""docs/coreml.md lists the operators and layers that are translated: all of them, and no others."""
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "src/runtime/coreml"


def names_in(page: str, heading: str) -> list[str]:
    """What stands in back quotes in the table below a heading."""
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return sorted(name for line in section.splitlines() if line.startswith("|") for name in re.findall(r"`(\w+)`", line))


class CoremlPageTest(unittest.TestCase):
    def setUp(self):
        self.page = (ROOT / "docs/coreml.md").read_text(encoding="utf-8")

    def test_lists_the_operators_of_the_table(self):
        table = (FOLDER / "mil/operators.inc").read_text(encoding="utf-8")
        operators = re.findall(r"^MUSTER_MIL_OPERATOR\((\w+)\)", table, re.MULTILINE)
        self.assertGreater(len(operators), 100)
        self.assertEqual(names_in(self.page, "ML Program operators"), sorted(operators))

    def test_lists_the_layers_of_the_table(self):
        names = dict(re.findall(r'^MUSTER_LAYER\((k\w+), "(\w+)"\)',
                                (ROOT / "src/model/coreml/layer_names.inc").read_text(encoding="utf-8"), re.MULTILINE))
        table = (FOLDER / "layers/layers.inc").read_text(encoding="utf-8")
        layers = [names[case] for case in re.findall(r"^MUSTER_LAYER\((k\w+)", table, re.MULTILINE)]
        self.assertGreater(len(layers), 100)
        self.assertEqual(names_in(self.page, "NeuralNetwork layers"), sorted(layers))


if __name__ == "__main__":
    unittest.main()
