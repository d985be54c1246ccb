"""A stand-in for an MT5 trading server with its Web API: a process of its own, with a memory.

Owns: the protocol as the server sees it, a ledger of deals as the only source of balances, prices
that move by themselves, a margin model, faults on demand, and a page on which a person trades.
Refuses: sharing a line of code with the application; a mistake made once must not pass twice.
"""
