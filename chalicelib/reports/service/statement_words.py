"""The words of a commission statement, in the languages that we write."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.core.money import Money
from chalicelib.partners.public import CommissionState, Rate, StatementLine

_FILE = Path(__file__).parents[1] / "statement.toml"


class StatementWords:
    """Words of one language; English for one that we do not write."""

    def __init__(self, language: str) -> None:
        texts = _texts()
        self.language = language if language in texts else "en"
        self._texts = texts[self.language]

    def __call__(self, key: str, **facts: str) -> str:
        """The text of ``key`` (``figures.paid``) with its facts filled in."""
        found: Any = self._texts
        for part in key.split("."):
            found = found[part]
        text: str = found
        if not facts:
            return text
        return text.format(**{name: self.apart(fact) for name, fact in facts.items()})

    def apart(self, fact: str) -> str:
        """A fact as it stands inside a sentence: dates and amounts keep the order of their parts.

        Between Arabic words a date would be read from right to left; an isolate (Unicode's
        U+2066 and U+2069) keeps it as it is.
        """
        return f"\u2066{fact}\u2069" if self.language == "ar" else fact

    def state(self, line: StatementLine) -> str:
        """Where a line stands and why, as the portal's list says it."""
        why = [one for one in (self._cause(line), self._cancelled(line)) if one]
        if line.state is CommissionState.NONE and why:
            return "; ".join(why)
        state = self(f"states.{line.state.value}")
        return f"{state}: {'; '.join(why)}" if why else state

    def rates(self, line: StatementLine) -> str:
        """By which rates a line was computed."""
        return ", ".join(map(self._rate, line.rates))

    def _rate(self, rate: Rate) -> str:
        name = (rate.type or rate.component).value
        amount = rate.amount.normalize()
        return self(f"rates.{name}", rate=f"{amount:f}", currency=rate.currency)

    def _cause(self, line: StatementLine) -> str:
        if line.failure:
            return self(f"failures.{line.failure.value}")
        if line.set_off:
            return self("set_off")
        if line.revision:
            return self(f"causes.{line.cause.value}")
        return "; ".join(self(f"reasons.{one.value}") for one in line.reasons)

    def _cancelled(self, line: StatementLine) -> str:
        if not line.cancelled or line.amount is None or self._is_whole(line):
            return ""
        amount = Money(line.cancelled, line.amount.currency)
        return self("cancelled_unpaid", amount=f"{amount} {amount.currency}")

    @staticmethod
    def _is_whole(line: StatementLine) -> bool:
        """Whether the state itself says that all of it was cancelled."""
        return line.state is CommissionState.CANCELLED and not line.revision


@cache
def _texts() -> dict[str, Any]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)
