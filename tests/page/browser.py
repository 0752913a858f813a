"""Headless Chromium for the tests of the report's page."""
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

SWITCHES = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--window-size=1280,1000", "--force-color-profile=srgb"]


class Browser:
    """One browser; axe is the source of axe-core."""

    def __init__(self, axe: Path, screenshots: Path):
        options = Options()
        for switch in SWITCHES:
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.axe = axe.read_text(encoding="utf-8")
        self.screenshots = screenshots
        screenshots.mkdir(parents=True, exist_ok=True)

    def close(self) -> None:
        self.driver.quit()

    def open(self, page: Path) -> None:
        self.driver.get(page.resolve().as_uri())

    def run(self, script: str, *arguments):
        return self.driver.execute_script(script, *arguments)

    def complaints(self) -> list[str]:
        """What the browser wrote into its console since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """What the page loaded beside itself and what stands in it."""
        names = self.run("return performance.getEntriesByType('resource').map((one) => one.name)")
        return [name for name in names if not name.startswith("data:")]

    def ready_milliseconds(self) -> float:
        """From the start of navigation until the page was drawn."""
        return self.run("return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")

    def accessibility_violations(self, colours: str) -> list[str]:
        """Of axe-core, under "light" or "dark"."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                    {"features": [{"name": "prefers-color-scheme", "value": colours}]})
        self.run(self.axe)
        result = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; axe.run().then(done, (error) => done({violations: ["
            "{id: String(error), nodes: []}]}))")
        return [f"{colours}: {one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
                for one in result["violations"] for node in one["nodes"][:3] or [{"html": ""}]]

    def screenshot(self, name: str, width: int = 1280, colours: str = "light") -> None:
        """The whole page, for a person to look at."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                    {"features": [{"name": "prefers-color-scheme", "value": colours}]})
        self.driver.set_window_size(width, 1000)
        height = min(self.run("return document.documentElement.scrollHeight"), 12000)
        self.driver.set_window_size(width, height + 150)
        self.driver.save_screenshot(str(self.screenshots / f"{name}.png"))
        self.driver.set_window_size(1280, 1000)
