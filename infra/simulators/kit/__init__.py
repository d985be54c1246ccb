"""What vendors' simulators have in common: a server on loopback, a memory, a clock, misbehaviour.

A simulator built on it writes its vendor's protocol, states and signatures itself. The application
never imports this: what it shares with a simulator would pass the same mistake twice.
"""
