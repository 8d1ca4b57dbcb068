"""How a test's command is held to the modes of files, whoever runs it."""

from __future__ import annotations

import os


def bound_by_modes() -> list[str]:
    """Say what to put before a command so that modes bind it: root then keeps its name and loses its way round them."""
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
