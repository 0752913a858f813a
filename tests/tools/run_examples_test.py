"""tests/docs/run_examples.py runs what a document shows, and notices when it is not so."""
import unittest

from support import ToolTest


class RunExamples(ToolTest):
    def examples(self, text):
        self.write("muster", "#!/bin/sh\necho \"muster $*\"\nexit ${STATUS:-0}\n")
        (self.root / "muster").chmod(0o755)
        self.write("page.md", text)
        return self.run_tool("tests/docs/run_examples.py", self.root / "muster", self.root / "page.md")

    def test_output_that_is_as_shown_passes(self):
        good, output = self.examples("Text\n\n```console\n$ muster a \\\n    b\nmuster a b\n$ muster c\n```\n")
        self.assertTrue(good, output)
        self.assertIn("page.md:4: ok: muster a", output)

    def test_output_that_is_not_as_shown_fails(self):
        good, output = self.examples("```console\n$ muster a\nmuster b\n```\n")
        self.assertFalse(good)
        self.assertIn("page.md:2: FAILED", output)

    def test_an_ellipsis_stands_for_lines_and_characters(self):
        good, output = self.examples("```console\n$ muster a; muster b; muster c 1 ms\nmuster a\n…\nmuster c … ms\n```\n")
        self.assertTrue(good, output)

    def test_an_ellipsis_stands_for_no_other_line(self):
        good, _ = self.examples("```console\n$ muster a; muster b\nmuster … z\n…\n```\n")
        self.assertFalse(good)

    def test_a_failing_command_fails(self):
        self.assertFalse(self.examples("```console\n$ STATUS=1 muster a\n```\n")[0])

    def test_a_status_that_the_mark_names_passes(self):
        good, output = self.examples("<!-- example: exit 1 -->\n```console\n$ STATUS=1 muster a\n```\n")
        self.assertTrue(good, output)

    def test_a_status_that_the_mark_does_not_name_fails(self):
        self.assertFalse(self.examples("<!-- example: exit 1 -->\n```console\n$ muster a\n```\n")[0])

    def test_what_is_marked_is_not_run(self):
        good, output = self.examples("<!-- example: not run -->\n```console\n$ false\n```\n")
        self.assertTrue(good, output)
        self.assertNotIn("false", output)

    def test_an_unknown_mark_is_an_error(self):
        self.assertFalse(self.examples("<!-- example: sometimes -->\n```console\n$ true\n```\n")[0])


if __name__ == "__main__":
    unittest.main()
