"""A network between a browser and the server that can be cut, or come to a halt, in the middle of what is sent."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_CHUNK = 65_536


class Wire:
    """Passes bytes on in both directions.

    After `cut_after` bytes from the browser it breaks the connection; after `hold_after` it passes on no more of them.
    """

    def __init__(self, server: str) -> None:
        address = urlsplit(server)
        self._server = (address.hostname or "localhost", address.port or 80)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self._door.getsockname()[1]}"
        self.cut_after: int | None = None
        self.hold_after: int | None = None
        self.cuts = 0

    def open(self) -> None:
        """Begin to take connections."""
        threading.Thread(target=self._take, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._door.close()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._door.accept()
                server = socket.create_connection(self._server)
                for source, target, counted in ((browser, server, True), (server, browser, False)):
                    threading.Thread(target=self._pass, args=(source, target, counted), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, counted: bool) -> None:  # noqa: FBT001
        passed = 0
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                passed += len(data)
                if counted and self.cut_after is not None and passed > self.cut_after:
                    self.cuts += 1
                    break
                if counted and self.hold_after is not None and passed > self.hold_after:
                    continue
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def wire_to(server: str) -> Iterator[Wire]:
    """A wire to this server, for the length of the block."""
    wire = Wire(server)
    wire.open()
    try:
        yield wire
    finally:
        wire.close()
