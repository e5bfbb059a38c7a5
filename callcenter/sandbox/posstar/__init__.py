"""PosStar's API v1: sign-in, and the whole page on customers.

Nothing is shared with Clopos but the people: bare arrays, money in hundredths, UUIDs, other errors, no quota.
"""
