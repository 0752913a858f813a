"""tools/check_files.py finds what it forbids, and nothing else."""
import subprocess
import unittest

from support import ToolTest


class CheckFiles(ToolTest):
    def setUp(self):
        super().setUp()
        self.write("src/base/text.cc", "int one();\n" * 400)
        self.write("src/checks/checks.inc", "MUSTER_CHECK(kWorkerCrash)\n")
        self.write("src/checks/checks.cc", "")
        self.write("src/checks/worker_crash.cc", 'const Check kWorkerCrash{"worker-crash"};\n')
        self.write("tests/checks/worker_crash_test.cc", '"worker-crash"')

    def faults(self):
        subprocess.run(["git", "init", "-q", self.root], check=True)
        subprocess.run(["git", "-C", self.root, "add", "--all"], check=True)
        good, output = self.run_tool("tools/check_files.py", self.root)
        self.assertEqual(good, output.startswith("files:"), output)
        return [] if good else output.splitlines()

    def test_an_orderly_project_passes(self):
        self.assertEqual(self.faults(), [])

    def test_a_long_file_is_found(self):
        self.write("src/base/long.cc", "int one();\n" * 401)
        self.assertEqual(self.faults(), ["src/base/long.cc:401: more than 400 lines; it is perhaps two files"])

    def test_a_large_file_is_found(self):
        self.write("demo/large.bin", "\0" * 3_000_001)
        self.assertEqual(self.faults(), ["demo/large.bin:1: 3000001 bytes; 3000000 at the most"])

    def test_forbidden_words_are_found_with_their_line(self):
        for word in ("/home" + "/me/x", "TO" + "DO", "FIX" + "ME", "https://py" + "pi.org/simple"):
            with self.subTest(word):
                self.write("docs/page.md", f"fine\n{word}\n")
                self.assertEqual([fault.split(": ")[0] for fault in self.faults()], ["docs/page.md:2"])

    def test_a_check_outside_its_table_is_found(self):
        self.write("src/checks/orphan.cc", '\nconst Check kOrphan{"orphan"};\n')
        self.write("tests/checks/orphan_test.cc", '"orphan"')
        self.assertEqual(self.faults(), ["src/checks/orphan.cc:2: no line for kOrphan in src/checks/checks.inc"])

    def test_a_check_without_a_test_is_found(self):
        self.write("src/checks/checks.inc", "MUSTER_CHECK(kWorkerCrash)\nMUSTER_CHECK(kUntested)\n")
        self.write("src/checks/untested.cc", 'const Check kUntested{"untested"};\n')
        self.assertEqual(self.faults(), ["src/checks/untested.cc:1: no test in tests/checks speaks of untested"])

    def test_two_types_of_one_name_are_found_unless_they_are_hidden(self):
        for file, text in (("a.h", "struct Statement {\n};\n"), ("b.h", "struct Cell;\nclass Statement final : Base {\n};\n"),
                           ("c.cc", "namespace {\nstruct Statement {\n};\n}  // namespace\n"),
                           ("d.h", "namespace sql {\nstruct Statement {\n};\n}  // namespace sql\n")):
            self.write(f"src/base/{file}", f"namespace muster {{\n{text}}}  // namespace muster\n")
        self.assertEqual(self.faults(), ["src/base/b.h:3: muster::Statement is a type in src/base/a.h too"])


if __name__ == "__main__":
    unittest.main()
