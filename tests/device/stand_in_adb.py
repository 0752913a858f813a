"""A stand-in for Android's adb and for a phone behind it: no phone was at hand.

`StandInAdb` puts a program `adb` on the PATH, which takes `adb start-server`, `adb -s SERIAL get-state` and `adb -s SERIAL shell -T COMMAND` as
the real one does, and runs the command on this machine, with /data/local/tmp in a folder of the test and `getprop` and
`dumpsys` beside it.
"""

import os
import pathlib
import shlex
import sys

from ssh_device import write_program

SERIAL = "8A1X0KZ5B"

PROPERTIES = {"ro.product.manufacturer": "Google", "ro.product.model": "Pixel 6", "ro.build.version.release": "14",
              "ro.hardware": "oriole"}

BATTERY = """Current Battery Service state:
  AC powered: false
  USB powered: false
  Wireless powered: false
  status: 3
  level: 81
  scale: 100
  voltage: 4012
  temperature: 305
"""

# As benchmark_model prints. What it was given stands in a file beside adb's.
BENCHMARK = """#!/bin/sh
echo "$*" > ARGUMENTS
cat <<END
STARTING!
Num threads: [${2#--num_threads=}]
Graph: [$(printf %s "$1" | sed s/--graph=//)]
The input model file size (MB): $(wc -c < "${1#--graph=}" | awk '{print $1 / 1000000}')
count=4 first=300 curr=250 min=240 max=300 avg=260 std=20
count=100 first=211 curr=200 min=190 max=240 avg=203.5 std=9 p5=192 median=201 p95=220
Inference timings in us: Init: 5000, First inference: 300, Warmup (avg): 260, Inference (avg): 203.5
Overall peak memory footprint (MB) via periodic monitoring: 6.5
END
"""

# Ends with 1 where the device is not there, and with 255 where it is lost, as adb does.
ADB = """#!{python}
import os, pathlib, sys
home = pathlib.Path({home!r})
state = (home / "state").read_text().strip()
if sys.argv[1:] == ["start-server"]:
    sys.exit(0)
if sys.argv[1:3] != ["-s", {serial!r}] or state == "gone":
    sys.exit(f"error: device '{{sys.argv[2]}}' not found")
if sys.argv[3:] == ["get-state"]:
    print(state)
    sys.exit(0)
if sys.argv[3:5] != ["shell", "-T"] or len(sys.argv) != 6:
    sys.exit("adb: usage: shell -T COMMAND")
if state != "device":
    sys.exit(f"error: device {{state}}.")
os.environ["PATH"] = f"{{home}}/system:" + os.environ["PATH"]
os.chdir("/")
os.execvp("sh", ["sh", "-c", sys.argv[5].replace("/data/local/tmp", str(home / "data"))])
"""


class StandInAdb:
    name = f"adb:{SERIAL}"

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.home = self.folder / "data"
        for name in ("bin", "system", "data"):
            (self.folder / name).mkdir()
        write_program(self.folder / "bin/adb", ADB.format(python=sys.executable, home=str(self.folder), serial=SERIAL))
        self.benchmark_text = BENCHMARK.replace("ARGUMENTS", f"{self.folder}/arguments")
        self.benchmark = write_program(self.folder / "benchmark_model", self.benchmark_text)
        self.be("device")
        self.tell(PROPERTIES, BATTERY)
        self.environment = {**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}",
                            "MUSTER_DEVICE_IS_ANOTHER": "1", "MUSTER_SYSFS": str(self.folder / "sysfs")}

    def be(self, state):
        (self.folder / "state").write_text(state)

    def tell(self, properties, battery, charges=("3000000",)):
        """What getprop and `dumpsys battery` say from now on; `charges` one look after the other, at last the last."""
        cases = "".join(f"{key}) echo {shlex.quote(value)};; " for key, value in properties.items())
        write_program(self.folder / "system/getprop", f"#!/bin/sh\ncase $1 in {cases} *) echo;; esac\n")
        write_program(self.folder / "system/dumpsys", f"#!/bin/sh\necho >> {self.folder}/looks\nn=$(wc -l < {self.folder}/looks)\n"
                      f"set -- {' '.join(charges)}\n[ $n -gt $# ] && n=$#\nshift $((n - 1))\n"
                      f"cat <<END\n{battery}{battery and '  Charge counter: $1'}\nEND\n")
        (self.folder / "looks").unlink(missing_ok=True)

    def arguments(self):
        """What benchmark_model was given last."""
        return (self.folder / "arguments").read_text().split()

    def left_behind(self):
        return sorted(str(path.relative_to(self.home)) for path in self.home.rglob("*"))
