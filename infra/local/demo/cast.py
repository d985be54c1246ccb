"""The forty clients: who they are, who brought them, when they came and what they are like."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """One client of the demonstration. ``brought_by`` is the index of the IB who referred them.

    ``joins_day`` counts from the beginning of the story. ``deposits`` is how much they pay in
    first, ``trades`` how often they trade in all.
    """

    index: int
    name: str
    nationality: str
    country_code: str
    phone: str
    kind: str
    language: str
    brought_by: int | None
    joins_day: int
    deposits: int
    trades: int

    @property
    def email(self) -> str:
        """Their address, at a domain that can never exist."""
        return f"{self.name.split()[0].lower()}.{self.name.split()[-1].lower()}@clients.example"

    @property
    def card(self) -> str:
        """The last digits of their card; one pays with that of the IB who brought them."""
        whose = self.brought_by if self.index == _BORROWS_A_CARD else self.index
        return f"{4000 + (whose or 0)}"

    @property
    def iban(self) -> str:
        """Their bank account; its check digits are by ISO 7064, mod 97-10, as in any IBAN."""
        bank, account = "WEST", f"123456987{65000 + self.index}"
        digits = "".join(str(int(letter, 36)) for letter in f"{bank}{account}GB00")
        return f"GB{98 - int(digits) % 97:02d}{bank}{account}"


# name, nationality, dialling code, national number
_PEOPLE = (
    ("Henry Ashford", "GB", "+44", "7911123401"),
    ("Lin Wei", "CN", "+86", "13800138001"),
    ("Omar Haddad", "AE", "+971", "501234501"),
    ("Sofia Rossi", "IT", "+39", "3201234501"),
    ("Kenji Tanaka", "JP", "+81", "9012345601"),
    ("Fatima Zahra", "MA", "+212", "612345601"),
    ("Carlos Mendes", "BR", "+55", "11912345601"),
    ("Nina Novak", "SI", "+386", "40123401"),
    ("James Carter", "GB", "+44", "7911123402"),
    ("Chen Yu", "CN", "+86", "13800138002"),
    ("Layla Nasser", "AE", "+971", "501234502"),
    ("Luca Greco", "IT", "+39", "3201234502"),
    ("Yuki Mori", "JP", "+81", "9012345602"),
    ("Youssef Amrani", "MA", "+212", "612345602"),
    ("Ana Souza", "BR", "+55", "11912345602"),
    ("Peter Kralj", "SI", "+386", "40123402"),
    ("Emily Walsh", "IE", "+353", "851234501"),
    ("Zhang Min", "CN", "+86", "13800138003"),
    ("Khalid Saeed", "SA", "+966", "501234501"),
    ("Marta Vidal", "ES", "+34", "612345601"),
    ("Haruto Sato", "JP", "+81", "9012345603"),
    ("Amina Diallo", "SN", "+221", "701234501"),
    ("Diego Torres", "MX", "+52", "5512345601"),
    ("Eva Horvat", "HR", "+385", "912345601"),
    ("Oliver Hughes", "GB", "+44", "7911123403"),
    ("Wang Fang", "CN", "+86", "13800138004"),
    ("Noor Khan", "PK", "+92", "3012345601"),
    ("Giulia Conti", "IT", "+39", "3201234503"),
    ("Mei Suzuki", "JP", "+81", "9012345604"),
    ("Karim Fassi", "MA", "+212", "612345603"),
    ("Bruno Lima", "BR", "+55", "11912345603"),
    ("Jan Dvorak", "CZ", "+420", "601234501"),
    ("Grace Murphy", "IE", "+353", "851234502"),
    ("Liu Yang", "CN", "+86", "13800138005"),
    ("Hassan Ali", "EG", "+20", "1001234501"),
    ("Pilar Ortega", "ES", "+34", "612345602"),
    ("Ren Kato", "JP", "+81", "9012345605"),
    ("Moussa Ba", "SN", "+221", "701234502"),
    ("Valeria Cruz", "MX", "+52", "5512345602"),
    ("Tomas Marek", "CZ", "+420", "601234502"),
)

# The first eight are IBs; the tree is three levels of them deep.
_IB_UPLINES = (None, 0, 0, 1, 1, 2, 3, None)
_LANGUAGES = {"CN": "zh", "AE": "ar", "SA": "ar", "EG": "ar", "MA": "ar"}
_LAST_JOINING_DAY = 78
_BORROWS_A_CARD = 8


def people() -> list[Person]:
    """All forty, in the order in which they join; the same every time."""
    chance = random.Random("meridian")  # noqa: S311 - a story, not a secret
    return [_person(chance, index) for index in range(len(_PEOPLE))]


def _person(chance: random.Random, index: int) -> Person:
    name, nationality, country_code, phone = _PEOPLE[index]
    is_ib = index < len(_IB_UPLINES)
    brought_by = _IB_UPLINES[index] if is_ib else chance.randrange(len(_IB_UPLINES))
    joins_day = index if is_ib else 6 + (index - 8) * (_LAST_JOINING_DAY - 6) // 31
    return Person(
        index=index,
        name=name,
        nationality=nationality,
        country_code=country_code,
        phone=phone,
        kind="ib" if is_ib else "trader",
        language=_LANGUAGES.get(nationality, "en"),
        brought_by=brought_by,
        joins_day=joins_day,
        deposits=chance.choice((500, 800, 1_000, 1_500, 2_000, 3_000, 5_000)),
        trades=chance.randrange(6, 22),
    )
