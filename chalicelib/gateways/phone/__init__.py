"""Phones: the port for proving and texting a number, and Twilio behind it."""
