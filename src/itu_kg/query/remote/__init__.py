"""An address and who we are there → Queryable: a SPARQL endpoint, asked through SPARQLWrapper.

`connect` opens one as a person's environment says. Loaded only where an address is given. Refuses to change anything
at an endpoint: only queries are sent.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg.query.remote.endpoint import SECONDS, Endpoint
from itu_kg.web import credentials
from itu_kg.web.credentials import CA_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CA_FILE", "SECONDS", "Endpoint", "connect"]


def connect(
    url: str,
    *,
    seconds: float = SECONDS,
    ca_file: Path | None = None,
    rewrite: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Endpoint:
    """Open an endpoint, with the credentials and the certificates that the environment has for it.

    Args:
        url: its address, http or https.
        seconds: the deadline of one question and its answer, repetitions included.
        ca_file: certificates (PEM) to trust instead of the system's; without it those of ITU_KG_CA.
        rewrite: write numbers and truth values of its answers as the engine of files does.
        environment: where ITU_KG_USER, ITU_KG_PASSWORD, ITU_KG_TOKEN, ITU_KG_CA and NETRC are looked up.

    Raises:
        UsageError: it is no such address, or holds a password.
        AssetError: the certificates or the netrc file cannot be read.
    """
    named = environment.get(CA_FILE)
    return Endpoint(
        url,
        seconds=seconds,
        credentials=credentials.find(url, environment),
        ca_file=ca_file or (Path(named) if named else None),
        rewrite=rewrite,
    )
