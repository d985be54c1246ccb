"""A stand-in for Twilio: Verify v2, text messages and their callbacks, as a process of its own.

Owns: the protocol as Twilio documents it, with state on disk, a clock that can be moved, numbers
that are refused as Twilio refuses them, and switches for what goes wrong between two companies'
servers. Refuses: sharing a line of code with the client under test, above all the signing: one
mistake must not pass twice.

    python -m infra.simulators.twilio --port 8615 --state DIR

The page at ``/`` shows every text message that was sent, codes included. Levers: see `control`.
"""
