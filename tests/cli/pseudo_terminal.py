"""What a command of ours sends to a terminal."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM")


def environment(**settings: str) -> dict[str, str]:
    """This environment with no other settings of terminals than those given."""
    return {**{key: value for key, value in os.environ.items() if key not in SETTINGS}, **settings}


def on_a_terminal(width: int, *args: str, **settings: str) -> str:
    """What a terminal of this width is sent."""
    pty = pytest.importorskip("pty", reason="this system has no terminals of this kind")
    import fcntl  # noqa: PLC0415  not on every system
    import termios  # noqa: PLC0415  likewise

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    command = [sys.executable, "-m", "itu_kg", *args]
    process = subprocess.Popen(
        command, stdout=theirs, stderr=subprocess.PIPE, cwd=PROJECT,
        env=environment(**{"TERM": "xterm-256color", **settings}),
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:
        pass  # how Linux says that the other end is closed
    os.close(ours)
    assert process.communicate()[1].decode().count("Traceback") == 0
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")
