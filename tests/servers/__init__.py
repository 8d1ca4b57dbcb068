"""Real SPARQL servers on loopback, for tests and benchmarks: each on a free port, stopped by its own process id.

Each kind says in `missing()` why it cannot be started here, or None; `start(folder)` gives a running `Server`. A server
that was killed can be started again on the same folder and port.
"""

from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60.0


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def program(name: str) -> str | None:
    """Where a program is: on the path, or beside this Python."""
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))


class Server(ABC):
    """A server in a folder of its own. `query`, `update` and `graph_store` are the addresses of its three protocols."""

    kind: str
    user = ""
    password = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    @classmethod
    @abstractmethod
    def missing(cls) -> str | None:
        """Why this server cannot be started here, or None if it can."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def store(self) -> str:
        """The address that `load` takes."""
        return self.query.removesuffix("/query").removesuffix("/sparql")

    @property
    @abstractmethod
    def query(self) -> str: ...

    @property
    @abstractmethod
    def update(self) -> str: ...

    @property
    @abstractmethod
    def graph_store(self) -> str: ...

    @abstractmethod
    def command(self) -> list[str]:
        """The command that runs it in the foreground."""

    def prepare(self) -> None:  # noqa: B027  most need nothing
        """What must be done in the folder before it can start."""

    def start(self) -> Server:
        """Start it and wait until it answers a query."""
        self.prepare()
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(self.command(), stdout=log, stderr=log, cwd=self.folder)
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"{self.kind} did not start: {(self.folder / 'server.log').read_text()[-2000:]}")
            time.sleep(0.05)
        return self

    def answers(self) -> bool:
        """Whether it answers a query now."""
        try:
            with urllib.request.urlopen(f"{self.query}?query=ASK%20%7B%7D", timeout=5):  # noqa: S310  http, ours
                return True
        except (OSError, urllib.error.URLError):
            return False

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=20)


class Oxigraph(Server):
    """Oxigraph's server, from the PyPI package `oxigraph`. It knows no users."""

    kind = "oxigraph"

    @classmethod
    def missing(cls) -> str | None:
        return None if program("oxigraph") else "the Oxigraph server (PyPI package oxigraph) is not installed"

    @property
    def query(self) -> str:
        return f"{self.url}/query"

    @property
    def update(self) -> str:
        return f"{self.url}/update"

    @property
    def graph_store(self) -> str:
        return f"{self.url}/store"

    def command(self) -> list[str]:
        return [str(program("oxigraph")), "serve", "--location", str(self.folder / "data"), "--bind", self.address]

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"


class Virtuoso(Server):
    """Virtuoso 7, from Debian's `virtuoso-opensource-7-bin`. Writing needs digest authentication as `user`."""

    kind = "virtuoso"
    user = "loader"
    password = "se:cret-of@the.loader"  # noqa: S105  made up here, for a server that lives as long as a test (isql reads + as a space)
    administrator = "dba-of-a-test"

    def __init__(self, folder: Path, **sparql: int) -> None:
        """Prepare one; `sparql` sets entries of its configuration's [SPARQL] section."""
        super().__init__(folder)
        self.sql_port = free_port()
        self.sparql = {"ResultSetMaxRows": 10000, "MaxQueryExecutionTime": 60, **sparql}

    @classmethod
    def missing(cls) -> str | None:
        if program("virtuoso-t") and program("isql-vt"):
            return None
        return "Virtuoso (Debian package virtuoso-opensource-7-bin) is not installed"

    @property
    def query(self) -> str:
        return f"{self.url}/sparql"

    @property
    def update(self) -> str:
        return f"{self.url}/sparql-auth"

    @property
    def graph_store(self) -> str:
        return f"{self.url}/sparql-graph-crud-auth"

    def command(self) -> list[str]:
        return [str(program("virtuoso-t")), "+foreground", "+configfile", str(self.folder / "virtuoso.ini")]

    def prepare(self) -> None:
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)  # left by a killed one, whose process is gone
        if (self.folder / "virtuoso.db").exists():
            return
        for name in ("vsp", "plugins", "import"):
            (self.folder / name).mkdir(exist_ok=True)
        (self.folder / "virtuoso.ini").write_text(self._configuration(), "utf-8")
        # The first run on an empty folder makes the database, sets the passwords, and ends.
        first = [*self.command(), "+pwdold", "dba", "+pwddba", self.administrator, "+pwddav", self.administrator]
        subprocess.run(first, check=True, capture_output=True, cwd=self.folder, timeout=PATIENCE)

    def start(self) -> Server:
        new = not (self.folder / "virtuoso.db").exists()
        super().start()
        if new:
            self.sql(f"DB.DBA.USER_CREATE('{self.user}', '{self.password}'); GRANT SPARQL_UPDATE TO {self.user};")
        return self

    def sql(self, statements: str) -> str:
        """Run SQL as the administrator."""
        command = [
            str(program("isql-vt")),
            f"127.0.0.1:{self.sql_port}",
            "dba",
            self.administrator,
            f"exec={statements}",
        ]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE)
        if done.returncode or "*** Error" in done.stderr:
            raise RuntimeError(f"{done.stdout}{done.stderr}")
        return done.stdout

    def _configuration(self) -> str:
        at = self.folder
        sparql = "\n".join(f"{name} = {value}" for name, value in self.sparql.items())
        return f"""
[Database]
DatabaseFile = {at}/virtuoso.db
ErrorLogFile = {at}/virtuoso.log
LockFile = {at}/virtuoso.lck
TransactionFile = {at}/virtuoso.trx
xa_persistent_file = {at}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {at}/virtuoso-temp.db
TransactionFile = {at}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0

[Parameters]
ServerPort = 127.0.0.1:{self.sql_port}
DisableUnixSocket = 1
ServerThreads = 20
CheckpointInterval = 60
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
CaseMode = 2
DirsAllowed = {at}/import
SchedulerInterval = 10

[HTTPServer]
ServerPort = 127.0.0.1:{self.port}
ServerRoot = {at}/vsp
MaxClientConnections = 15
HTTPThreadSize = 280000
EnabledDavVSP = 0

[Client]
SQL_PREFETCH_ROWS = 100

[SPARQL]
DefaultGraph = urn:none
DefaultQuery = SELECT * WHERE {{}} LIMIT 1
{sparql}

[Plugins]
LoadPath = {at}/plugins
"""


class Fuseki(Server):
    """Apache Jena Fuseki on TDB2: Maven's org.apache.jena:jena-fuseki-server, one jar, in the local repository."""

    kind = "fuseki"

    @classmethod
    def jar(cls) -> Path | None:
        """The newest jar that runs on Java 17: Jena 5."""
        room = Path.home() / ".m2" / "repository" / "org" / "apache" / "jena" / "jena-fuseki-server"
        return max(room.glob("5.*/jena-fuseki-server-5.*.jar"), default=None)

    @classmethod
    def missing(cls) -> str | None:
        if not program("java"):
            return "java is not installed"
        return None if cls.jar() else "Fuseki (Maven artifact org.apache.jena:jena-fuseki-server:5.5.0) is not here"

    @property
    def query(self) -> str:
        return f"{self.url}/kg/query"

    @property
    def update(self) -> str:
        return f"{self.url}/kg/update"

    @property
    def graph_store(self) -> str:
        return f"{self.url}/kg/data"

    def command(self) -> list[str]:
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        java = [str(program("java")), "-Xmx1g", "-jar", str(self.jar())]
        return [*java, "--localhost", f"--port={self.port}", "--update", "--tdb2", f"--loc={data}", "/kg"]


class FusekiInMemory(Fuseki):
    """Fuseki as it is started to try it: nothing outlives the process."""

    def command(self) -> list[str]:
        java = [str(program("java")), "-Xmx1g", "-jar", str(self.jar())]
        return [*java, "--localhost", f"--port={self.port}", "--update", "--mem", "/kg"]


KINDS: dict[str, type[Server]] = {kind.kind: kind for kind in (Oxigraph, Virtuoso, Fuseki)}


@contextlib.contextmanager
def running(kind: type[Server], folder: Path) -> Iterator[Server]:
    """Start one, and stop it in the end whatever happens."""
    server = kind(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
