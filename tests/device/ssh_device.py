"""An OpenSSH server on loopback as the device of a test, and the ARM probe in an emulator behind it."""

import contextlib
import getpass
import os
import pathlib
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
import unittest

ARM_CPU = """processor	: 0
BogoMIPS	: 50.00
Features	: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp
CPU implementer	: 0x41
CPU architecture: 8
CPU variant	: 0x3
CPU part	: 0xd0c
CPU revision	: 1
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write_program(path, text):
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


class SshDevice:
    """A server of our own, with keys of its own; `environment` makes `ssh` find them, and no others."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        for name in ("host_key", "user_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / name], check=True)
        shutil.copy(self.folder / "user_key.pub", self.folder / "authorized_keys")
        host = (self.folder / "host_key.pub").read_text()
        (self.folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {host}")
        self.home = self.folder / "home"
        self.home.mkdir()
        (self.folder / "sshd_config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host_key\nPidFile {self.folder}/pid\n"
            f"AuthorizedKeysFile {self.folder}/authorized_keys\nStrictModes no\nUsePAM no\n"
            f"PasswordAuthentication no\nKbdInteractiveAuthentication no\nMaxStartups 50\nSetEnv HOME={self.home}\n"
            f"ForceCommand cd {self.home} && exec sh -c \"$SSH_ORIGINAL_COMMAND\"\n")
        bin_folder = self.folder / "bin"
        bin_folder.mkdir()
        write_program(
            bin_folder / "ssh",
            f"#!/bin/sh\nexec {shutil.which('ssh')} -F none -i {self.folder}/user_key -o IdentitiesOnly=yes "
            f"-o UserKnownHostsFile={self.folder}/known_hosts -o GlobalKnownHostsFile=none \"$@\"\n")
        self.environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}",
                            "MUSTER_DEVICE_IS_ANOTHER": "1"}
        self.server = None

    @property
    def name(self):
        return f"ssh:{self.user}@127.0.0.1:{self.port}"

    @property
    def user(self):
        return getpass.getuser()

    def start(self):
        self.log = (self.folder / "log").open("w", encoding="utf-8")
        if os.geteuid() == 0:
            pathlib.Path("/run/sshd").mkdir(exist_ok=True)
        self.server = subprocess.Popen([shutil.which("sshd", path="/usr/sbin:/usr/bin"), "-D", "-e", "-f",
                                        self.folder / "sshd_config"],
                                       stderr=self.log, start_new_session=True)
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        raise RuntimeError("sshd does not listen: " + (self.folder / "log").read_text())

    def cut_connections(self):
        """Kills the processes that serve open connections, and not the one that listens."""
        children = subprocess.run(["pgrep", "-P", str(self.server.pid)], capture_output=True, text=True, check=False)
        for child in children.stdout.split():
            for pid in subprocess.run(["pgrep", "-P", child], capture_output=True, text=True, check=False).stdout.split():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)

    def stop(self):
        self.cut_connections()
        self.server.terminate()
        self.server.wait()
        self.log.close()

    def running(self):
        """The processes that run in its home."""
        found = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if self.home in pathlib.Path(os.readlink(process / "cwd")).parents:
                    found.append(process.name)
        return found

    def left_behind(self):
        return sorted(str(path.relative_to(self.home)) for path in self.home.rglob("*") if path.is_file())


@contextlib.contextmanager
def ssh_device():
    with tempfile.TemporaryDirectory() as folder:
        device = SshDevice(folder)
        device.start()
        try:
            yield device
        finally:
            device.stop()


class OnSshDevice(unittest.TestCase):
    """Tests with a device, and a folder for their files."""

    @classmethod
    def setUpClass(cls):
        cls.device = cls.enterClassContext(ssh_device())
        cls.work = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))

    def setUp(self):
        # Where a connection was cut, marks of who was there stay for a day, and its shell may still write.
        shutil.rmtree(self.device.home, ignore_errors=True)
        self.device.home.mkdir(exist_ok=True)


@contextlib.contextmanager
def emptied(file):
    """A file without its text, for a while."""
    text = file.read_text()
    file.write_text("")
    try:
        yield
    finally:
        file.write_text(text)


def emulated_probe(folder, arm_folder, cpu="cortex-a76"):
    """A program that is muster-probe for ARM in an emulator, with its LiteRT beside it. The emulator looks for files below
    its prefix first, and so finds an ARM /proc/cpuinfo there."""
    folder = pathlib.Path(folder)
    prefix = folder / "prefix"
    (prefix / "proc").mkdir(parents=True, exist_ok=True)
    (prefix / "proc/cpuinfo").write_text(ARM_CPU)
    with contextlib.suppress(FileExistsError):
        (prefix / "lib").symlink_to("/usr/aarch64-linux-gnu/lib")
    arm = pathlib.Path(arm_folder).resolve()
    shutil.copy(arm / "libLiteRt.so", folder / "libLiteRt.so")
    return write_program(
        folder / "muster-probe",
        f"#!/bin/sh\nexec qemu-aarch64 -cpu {cpu} -L {prefix} -E LD_LIBRARY_PATH={arm} {arm}/muster-probe\n")
