"""Real processes that begin in a fifth of the time: forked from a server that has imported what others wrote.

That server (the standard library's) knows nothing of the product: each process reads settings, models and all other
modules of the product itself, from its own environment, as one does that `python -m` has started.
"""

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["tests.preloaded"])


class Forked:
    """`python -m module *arguments` in a session of its own, with this environment; to be used like subprocess.Popen.

    What it says is added to the file `log`, its complaints to `errors`, by default the same.
    """

    def __init__(self, module, *arguments, environment, log, errors=None):
        begun, begins = FORKING.Pipe(duplex=False)
        what = (begins, module, arguments, environment, log, errors or log)
        self._process = FORKING.Process(target=_become, args=what, daemon=True)
        self._process.start()
        self.pid = self._process.pid
        begins.close()
        with begun:
            begun.recv()  # from here on its group can be killed

    @property
    def returncode(self):
        return self._process.exitcode

    poll = returncode.fget

    def wait(self, timeout=None):
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(self._process.name, timeout)
        return self.returncode

    def send_signal(self, number):
        if self.poll() is None:
            os.kill(self.pid, number)


def run(module, *arguments, environment, timeout=None):
    """Like subprocess.run with its output captured. As with `python`, "-c" in place of a module is followed by code."""
    with tempfile.TemporaryDirectory() as folder:
        said, complained = Path(folder) / "said", Path(folder) / "complained"
        code = Forked(module, *arguments, environment=environment, log=said, errors=complained).wait(timeout)
        return subprocess.CompletedProcess((module, *arguments), code, said.read_text(), complained.read_text())


def _become(begins, module, arguments, environment, *files):
    os.setsid()
    os.chdir(BASE)
    for stream, file in zip((1, 2), files, strict=True):
        out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(out, stream)
        os.close(out)
    os.environ.clear()
    os.environ.update(environment)
    begins.send(True)
    begins.close()
    sys.argv = [module, *arguments]
    if module == "-c":
        exec(arguments[0], {"__name__": "__main__"})
    else:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
