"""Why something about a client's identity is refused."""

from chalicelib.core.errors import Conflict, Forbidden, Invalid


class KycRequired(Forbidden):
    """The broker demands an approved identity for this; facts ``gate`` and ``status``."""

    code = "kyc_required"


class KycPending(Conflict):
    """A record waits for a decision; nothing can be handed in before."""

    code = "kyc_pending"


class KycNotPending(Conflict):
    """The record is decided: it can no longer be corrected, or checked by the vendor."""

    code = "kyc_not_pending"


class KycNotApproved(Conflict):
    """There is no approval to take back."""

    code = "kyc_not_approved"


class FormNotOffered(Invalid):
    """There is no such form, or it is switched off."""

    code = "kyc_form_not_offered"


class ValueTaken(Conflict):
    """Another client has been approved with this very value; ``field`` says which."""

    code = "kyc_value_taken"


class DocumentExpired(Conflict):
    """A document in the record has expired."""

    code = "kyc_document_expired"


class VendorNotUsed(Invalid):
    """The broker has no vendor check its clients."""

    code = "kyc_vendor_not_used"
