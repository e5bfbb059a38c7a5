"""A POS server for the demo and the tests: the vendors' APIs over real HTTP, with a real SQLite file.

It shares no code with the clients in ``callcenter.pos``: a bug must not sit on both sides of the wire.

========================  ====================================================================
``server``, ``command``   the two doors: the class ``Sandbox`` and ``callcenter sandbox``
``store``                 the SQLite file: schema, tables, exact positions for deep pages
``generation``            invented people, a menu and the orders of the last days, from a seed number
``traffic``               orders that arrive, and the clerk who receives and delivers them
``life``                  the thread and the loop it all runs on
``network``, ``faults``   the socket and its connections, and what can go wrong on them
``clopos``, ``posstar``   Clopos Open API v1 and v2, and PosStar API v1 beside it on the same port
========================  ====================================================================
"""
