"""The laptop stack: the whole of Fairlead on one machine, run by `python -m infra.local`."""
