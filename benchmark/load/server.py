# SPDX-License-Identifier: Apache-2.0
"""Starts the server under test on app.conf in a folder of its own; shared by the programs beside this file."""
import os, shutil, subprocess, sys, tempfile, time, urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
PORT = 18300


class Server:
    def __init__(self, command):
        self.prefix = tempfile.mkdtemp(prefix="perilune-load-")
        os.makedirs(os.path.join(self.prefix, "logs"))
        shutil.copy(os.path.join(HERE, "app.conf"), self.prefix)
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command.split() + ["-p", self.prefix + "/", "-c", os.path.join(self.prefix, "app.conf")],
            start_new_session=True)

    def wait_until_ready(self):
        """Returns the seconds from the command to the first answered Lua request."""
        while time.perf_counter() - self.started < 60:
            try:
                self.get("/hello")
                return time.perf_counter() - self.started
            except OSError:
                time.sleep(0.005)
            if self.process.poll() is not None:
                break
        sys.exit("the server did not start: see " + self.prefix)

    def get(self, path):
        with urllib.request.urlopen("http://127.0.0.1:%d%s" % (PORT, path), timeout=10) as answer:
            return answer.read()

    def pid(self):
        with open(os.path.join(self.prefix, "server.pid")) as f:
            return int(f.read())

    def resident(self):
        """MiB of the process that the pid file names."""
        return self.status("VmRSS") / 1024

    def threads(self):
        return self.status("Threads")

    def descriptors(self):
        return len(os.listdir("/proc/%d/fd" % self.pid()))

    def status(self, name):
        with open("/proc/%d/status" % self.pid()) as f:
            for line in f:
                if line.startswith(name + ":"):
                    return int(line.split()[1])
        return 0

    def errors(self):
        path = os.path.join(self.prefix, "error.log")
        return open(path, errors="replace").read() if os.path.exists(path) else ""

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.prefix, ignore_errors=True)
