"""The replica's tables. A step once released is never changed: later versions add steps."""

from __future__ import annotations

from callcenter.replica.connecting import Format
from callcenter.replica.tokens import MARKS

_CUSTOMERS = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO fact VALUES ('customers', 0);

-- seq is handed out in the order of arrival and never changes; bucket is how often the customer ordered (ranking.py).
CREATE TABLE customer (
    seq INTEGER PRIMARY KEY,
    bucket INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT,
    address TEXT,
    group_id TEXT,
    cid ANY,
    created_at INTEGER,
    updated_at INTEGER,
    body BLOB NOT NULL
) STRICT;

-- rowid is bucket and seq in one (ranking.py), so that reading in its order meets the best customers first.
CREATE VIRTUAL TABLE look USING fts5(
    tokens, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars 'MARKS'"
);

-- Each distinct word of a name, as skeleton, with its pairs of letters: where words with a typo are looked up.
CREATE TABLE word (id INTEGER PRIMARY KEY, skeleton TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE pair (letters TEXT NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (letters, word)) STRICT, WITHOUT ROWID;
""".replace("MARKS", MARKS)

_ORDERS = """
CREATE TABLE customer_order (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    customer_id TEXT,
    digits INTEGER,
    stage TEXT NOT NULL,
    created_at INTEGER,
    updated_at INTEGER,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX order_of_customer ON customer_order (customer_id, created_at) WHERE customer_id IS NOT NULL;
CREATE INDEX order_of_number ON customer_order (digits, created_at) WHERE digits IS NOT NULL;
CREATE INDEX order_by_time ON customer_order (created_at);
"""

# The queue's order, its venues and what is still open. Nothing is lost: no desk has kept orders before.
_QUEUE = """
DROP TABLE customer_order;
CREATE TABLE customer_order (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    customer_id TEXT,
    digits INTEGER,
    venue_id TEXT,
    stage TEXT NOT NULL,
    placed_at INTEGER,
    updated_at INTEGER,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX order_of_customer ON customer_order (customer_id, placed_at) WHERE customer_id IS NOT NULL;
CREATE INDEX order_of_number ON customer_order (digits, placed_at) WHERE digits IS NOT NULL;
CREATE INDEX order_by_time ON customer_order (placed_at);
CREATE INDEX open_order ON customer_order (stage) WHERE stage IN ('PENDING', 'RECEIVED');
"""

# Figures that lists are sorted by, unknown for whoever was stored before (no system sorted by them); and who was
# deleted from here, and when: an answer that was asked for before that brings nobody back.
_LOYALTY = """
ALTER TABLE customer ADD COLUMN spent REAL;
ALTER TABLE customer ADD COLUMN points INTEGER;
CREATE TABLE forgotten (id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""

REPLICA = Format(application_id=0x63635265, migrations=(_CUSTOMERS, _ORDERS, _QUEUE, _LOYALTY), synchronous="NORMAL")
