"""Checking the fields of withdrawal details, and masking them. Pure."""

from collections.abc import Sequence
from datetime import date

from chalicelib.core.forms import Form, FormField, check, hidden
from chalicelib.funds.model.details import DetailsInvalid, WithdrawalDetails


def checked(fields: dict[str, str], declared: Sequence[FormField], today: date) -> dict[str, str]:
    """``fields`` in their normal form, if each is what its method declares.

    Raises:
        DetailsInvalid: with ``field``, the fact ``problem`` (a code of `core.forms`) and the
            limit that was missed, if it is one.
    """
    found = check(Form(tuple(declared)), fields, today)
    for problem in found.problems:
        raise DetailsInvalid(
            f"{problem.key}: {problem.code}",
            field=f"fields.{problem.key}",
            problem=problem.code,
            **problem.facts,
        )
    return {key: str(text) for key, text in found.answers.items()}


def masked(details: WithdrawalDetails) -> dict[str, str]:
    """The fields with all but the last four signs of the sensitive ones hidden."""
    return {
        key: hidden(text) if key in details.sensitive else text
        for key, text in details.fields.items()
    }
