"""E-mail addresses as they are compared."""

from chalicelib.core.errors import Invalid


def address(email: str) -> str:
    """``email`` normalised: one text for all spellings that reach the same mailbox.

    Case is ignored on both sides of the @, against the letter of RFC 5321: no provider tells
    mailboxes apart by it, and two accounts that look the same would deceive people.

    Raises:
        Invalid: ``email_malformed``.
    """
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - slow to load

    try:
        found = validate_email(email, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as fault:
        raise Invalid(str(fault), code="email_malformed", field="email") from fault
    return found.normalized.casefold()
