"""A PostgreSQL server of one test run: its own cluster in a temporary folder, on a free port of this machine."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from duomo.cli.testing.programs import find_postgres

# PostgreSQL refuses to run as root, so root lends it one of these accounts.
ACCOUNTS = ("postgres", "nobody")
STARTING_SECONDS = 60
# Nothing of a test run must survive a power cut, so nothing waits for the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
}


class NoPostgres(Exception):
    """There is no server to start, or it does not start; the message says what to do."""


@contextmanager
def private_cluster() -> Iterator[str]:
    """Run a server for the length of the block and yield its DATABASE_URL; the cluster is deleted afterwards.

    Raises:
        NoPostgres: no programs, no account to run them with, or the server did not start.
    """
    programs = find_postgres()
    if programs is None:
        raise NoPostgres("The PostgreSQL server is not installed (Debian: apt install postgresql).")
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="duomo-postgres-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        password = secrets.token_hex(16)
        _make(programs, folder, password, account)
        port = _free_port()
        server = _start(programs, folder, port, account)
        address = f"postgresql://duomo:{password}@127.0.0.1:{port}/postgres"
        _wait(address, server, folder)
        yield address
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres("PostgreSQL does not run as root, and there is no account postgres or nobody to lend it.")


def _make(programs: Path, folder: Path, password: str, account: pwd.struct_passwd | None) -> None:
    secret = folder / "password"
    secret.write_text(password, encoding="ascii")
    if account is not None:
        for path in (folder, secret):
            os.chown(path, account.pw_uid, account.pw_gid)
    command = [
        str(programs / "initdb"),
        f"--pgdata={folder / 'data'}",
        "--username=duomo",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--no-sync",
    ]
    # Sorting and lower() must know letters beyond ASCII; systems without this locale get the plain one.
    said = ""
    for locale in ("C.UTF-8", "C"):
        made = subprocess.run(  # noqa: S603  (a program of the system with arguments of our own)
            [*command, f"--locale={locale}"],
            cwd=folder,
            capture_output=True,
            check=False,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        if made.returncode == 0:
            return
        said = made.stderr.decode(errors="replace").strip()
        shutil.rmtree(folder / "data", ignore_errors=True)
    raise NoPostgres(f"initdb did not work: {said}")


def _start(programs: Path, folder: Path, port: int, account: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port)]
    for name, value in SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603  (a program of the system with arguments of our own)
            command,
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(address: str, server: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            psycopg.connect(address, connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    log = (folder / "log").read_text(encoding="utf-8", errors="replace").strip()
    raise NoPostgres(f"The PostgreSQL server did not start: {log[-600:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    # SIGINT is the server's "fast" shutdown: it ends the sessions and leaves.
    server.send_signal(signal.SIGINT)
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
