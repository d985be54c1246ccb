"""Measurements of Fairlead against what it stands on and what it competes with, as ratios.

Owns how a number is made: both sides in one run, one after the other again and again. Refuses
absolute promises: a time in seconds says more about the machine than about the code.
"""
