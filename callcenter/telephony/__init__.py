"""How a call reaches the desk: the forwarder, what a number means, and the listener for desk phones.

This file stays empty of imports: ``callcenter lookup`` passes through it, and a phone waits for that to end.
"""
