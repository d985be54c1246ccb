"""A stand-in for Sumsub: applicants, the hosted page, verdicts and webhooks, as its own process.

Owns: the protocol as Sumsub documents it, with state on disk, a clock that can be moved and
switches for everything that goes wrong between two companies' servers. Refuses: sharing a line of
code with the client under test, above all the signing: one mistake must not pass twice.

    python -m infra.simulators.sumsub --port 8614 --state DIR

On its hosted page a person plays both sides: the applicant who sends documents and the reviewer
who decides. Token and secrets default to those of the laptop stack. Levers: see `control`.
"""
