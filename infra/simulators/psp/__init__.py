"""A payment provider that speaks the open PSP protocol (docs/psp-open-protocol.md), as a process.

Owns: one merchant's orders with state on disk, a page with buttons for what payers and providers
do, notices that are repeated until they are heard, and switches for what goes wrong. Refuses:
sharing a line of code with the client under test, above all the signing: one mistake must not pass
twice.

    python -m infra.simulators.psp --port 8617 --state DIR

It knows its merchant once it is told: ``POST /sim/merchant``. Levers: see `server`.
"""
