"""The local databases: customers and orders as the point of sale knows them, and this desk's own papers.

Two encrypted SQLite files a profile. ``replica`` holds what can be fetched again, so a damaged one is set aside and
filled anew. ``desk_file`` holds what exists nowhere else (outbox, drafts, call log), so nothing happens to it without
the caller's decision. No network, no Qt.
"""
