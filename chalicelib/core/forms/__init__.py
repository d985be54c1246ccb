"""Designed forms: fields that a broker describes, and answers that are checked against them.

One kit for every form that staff can design: registration, KYC, payment methods. A design is the
value of a setting, so it is typed, versioned and audited; answers are stored with the version
they were given to. Pure: whoever checks answers brings the day.
"""

from chalicelib.core.forms.answers import (
    Answer,
    Answers,
    AnswersInvalid,
    Checked,
    Problem,
    accepted,
    check,
    files,
    hidden,
    masked,
    problem_of,
)
from chalicelib.core.forms.design import (
    Choice,
    FieldCheck,
    FieldGroup,
    FieldType,
    Form,
    FormField,
    Key,
    LocalText,
    NewcomersForm,
    TextFields,
    day_of,
    distinct,
    keeps_types,
)

__all__ = [
    "Answer",
    "Answers",
    "AnswersInvalid",
    "Checked",
    "Choice",
    "FieldCheck",
    "FieldGroup",
    "FieldType",
    "Form",
    "FormField",
    "Key",
    "LocalText",
    "NewcomersForm",
    "Problem",
    "TextFields",
    "accepted",
    "check",
    "day_of",
    "distinct",
    "files",
    "hidden",
    "keeps_types",
    "masked",
    "problem_of",
]
