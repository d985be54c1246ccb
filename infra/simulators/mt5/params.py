"""What a request brings: query members, and the members of a JSON body that override them."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl

from infra.simulators.mt5.codes import Refused

# The query spells lowercase what records spell in capitals; the body spells like the records.
_RECORD_NAMES = {
    "login": "Login",
    "group": "Group",
    "name": "Name",
    "leverage": "Leverage",
    "rights": "Rights",
    "company": "Company",
    "language": "Language",
    "country": "Country",
    "city": "City",
    "state": "State",
    "zipcode": "ZIPCode",
    "address": "Address",
    "phone": "Phone",
    "email": "Email",
    "id": "ID",
    "status": "Status",
    "comment": "Comment",
    "color": "Color",
    "agent": "Agent",
}
_SECRETS = {"pass_main", "pass_investor", "password"}


class Params:
    """The members of one request, all of them text."""

    def __init__(self, query: str, body: bytes) -> None:
        self.query = dict(parse_qsl(query, keep_blank_values=True))
        if _SECRETS & self.query.keys():
            # Nobody should get used to passwords in addresses, whatever a real server lets pass.
            raise Refused(3)
        self.body = self._parsed(body)

    @staticmethod
    def _parsed(body: bytes) -> dict[str, str]:
        if not body.strip():
            return {}
        try:
            members = json.loads(body)
        except ValueError as error:
            raise Refused(3) from error
        if not isinstance(members, dict):
            raise Refused(3)
        return {str(name): str(value) for name, value in members.items()}

    def record(self) -> dict[str, str]:
        """All members under the names of records, those of the body first."""
        named = {_RECORD_NAMES.get(name, name): value for name, value in self.query.items()}
        return named | self.body

    def text(self, name: str, default: str = "") -> str:
        """A member by its query name."""
        return self.body.get(_RECORD_NAMES.get(name, name), self.query.get(name, default))

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number, or code 3."""
        text = self.text(name)
        if not text and default is not None:
            return default
        try:
            return int(text)
        except ValueError as error:
            raise Refused(3) from error

    def numbers(self, name: str) -> list[int]:
        """A comma list of whole numbers, or code 3."""
        try:
            return [int(part) for part in self.parts(name)]
        except ValueError as error:
            raise Refused(3) from error

    def parts(self, name: str) -> Iterator[str]:
        """A comma list."""
        return (part for part in self.text(name).split(",") if part)
