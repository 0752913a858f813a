"""tools/check_layers.py finds what the table forbids, and nothing else."""
import unittest

from support import ToolTest

TABLE = """# Architecture

| folder | may include |
|---|---|
| `include` | |
| `src/base` | |
| `src/image` | `base` |
| `src` | everything |
| `cli` | |

| another | table |
"""


class CheckLayers(ToolTest):
    def setUp(self):
        super().setUp()
        self.write("docs/architecture.md", TABLE)
        self.write("include/muster/model.h", "#include <string>\n")
        self.write("src/base/text.h", "#pragma once\n")
        self.write("src/image/decode.h", '#include "base/text.h"\n#include "muster/model.h"\n')
        self.write("src/evaluate.cc", '#include "image/decode.h"\n')
        self.write("cli/options.h", '#include "muster/model.h"\n')
        self.write("cli/main.cc", '#include <fmt/format.h>\n\n#include "options.h"\n')

    def faults(self):
        good, output = self.run_tool("tools/check_layers.py", self.root)
        self.assertEqual(good, output.startswith("layers:"), output)
        return [] if good else output.splitlines()

    def test_allowed_includes_pass(self):
        self.assertEqual(self.faults(), [])

    def test_an_upward_include_is_found_with_its_line(self):
        self.write("src/base/file.cc", '#include "base/text.h"\n#  include  "image/decode.h"\n')
        self.assertEqual(self.faults(), ["src/base/file.cc:2: src/base may not include image/decode.h"])

    def test_angle_brackets_hide_nothing(self):
        self.write("src/base/file.cc", "#include <image/decode.h>\n")
        self.assertEqual(len(self.faults()), 1)

    def test_cli_sees_no_insides(self):
        self.write("cli/check.cc", '#include "base/text.h"\n')
        self.assertEqual(self.faults(), ["cli/check.cc:1: cli may not include base/text.h"])

    def test_cli_sees_no_pipeline_header(self):
        self.write("src/evaluate.h", "")
        self.write("cli/check.cc", '#include "evaluate.h"\n')
        self.assertEqual(self.faults(), ["cli/check.cc:1: cli may not include evaluate.h"])

    def test_public_headers_see_no_insides(self):
        self.write("include/muster/run.h", '#include "base/text.h"\n')
        self.assertEqual(self.faults(), ["include/muster/run.h:1: include may not include base/text.h"])

    def test_a_missing_public_header_is_found(self):
        self.write("cli/main.cc", '#include "muster/gone.h"\n')
        self.assertEqual(self.faults(), ["cli/main.cc:1: there is no include/muster/gone.h"])

    def test_a_folder_that_the_table_does_not_know_is_found(self):
        self.write("src/extra/x.cc", "")
        self.assertIn("src/extra is not in the table", self.faults()[0])

    def test_a_lost_table_is_an_error(self):
        self.write("docs/architecture.md", "# Architecture\n")
        good, output = self.run_tool("tools/check_layers.py", self.root)
        self.assertFalse(good)
        self.assertIn("no table", output)


if __name__ == "__main__":
    unittest.main()
