"""A circuit breaker: after a row of failures a vendor is left alone for a while.

Owns: when to stop asking and when to try again. Refuses: what counts as a failure (the caller
reports it). State lives in the process; each execution environment learns for itself.
"""

import threading
from collections.abc import Callable


class Breaker:
    """Opens after ``threshold`` failures in a row and rests for ``rest_seconds``.

    After the rest a single trial call is let through: its success closes the breaker, its failure
    starts another rest. Safe to share between threads.
    """

    def __init__(self, threshold: int, rest_seconds: float, now: Callable[[], float]) -> None:
        self._threshold = threshold
        self._rest_seconds = rest_seconds
        self._now = now
        self._failures = 0
        self._resting_until = 0.0
        self._lock = threading.Lock()

    def admits(self) -> bool:
        """Whether a call may go out now; admitting the trial call starts the next rest early."""
        with self._lock:
            if self._failures < self._threshold:
                return True
            if self._now() < self._resting_until:
                return False
            self._resting_until = self._now() + self._rest_seconds
            return True

    def succeeded(self) -> None:
        """The vendor answered like something alive."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """The vendor could not be reached, fell silent or broke."""
        with self._lock:
            self._failures += 1
            self._resting_until = self._now() + self._rest_seconds
