"""Wakes this process's worker the moment a transaction commits; other processes look once a second."""

import threading


class Bell:
    """Counts strokes, so that a stroke between looking and waiting is not missed."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._strokes = 0

    @property
    def strokes(self) -> int:
        """How often the bell was rung; hand it to `wait`."""
        return self._strokes

    def ring(self) -> None:
        """Wake everybody who waits."""
        with self._changed:
            self._strokes += 1
            self._changed.notify_all()

    def wait(self, heard: int, seconds: float) -> None:
        """Wait for a stroke after the `heard` ones, at most `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._strokes != heard, timeout=seconds)


BELL = Bell()
