"""Calls on the screen: the strip while it rings, and the log."""
