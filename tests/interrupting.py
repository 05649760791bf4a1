"""A command that is told of Ctrl-C once it is at work, as a real signal to a real process."""

import signal
import subprocess
import sys


def interrupted_at_work(script: str, *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and error of a script that says on standard error when it is at work."""
    with subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "at work\n"
        process.send_signal(signal.SIGINT)
        output, faults = process.communicate(timeout=60)
    return process.returncode, output, faults
