"""A small project in a temporary folder, and a tool run on it."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


class ToolTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run_tool(self, tool, *arguments):
        """(whether it succeeded, what it printed)"""
        done = subprocess.run([sys.executable, ROOT / tool, *arguments], capture_output=True, text=True)
        return done.returncode == 0, done.stdout + done.stderr
