"""The tables of the sandbox's file, and the indexes its lists are read through."""

from typing import Final

APPLICATION_ID: Final = 0x43435342
"""SQLite's mark for the kind of file: ``CCSB``."""

VERSION: Final = 3

TABLES: Final = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE venues (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, address TEXT, status INTEGER NOT NULL, phone TEXT, email TEXT
);

CREATE TABLE sale_types (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, system_type TEXT NOT NULL, channel TEXT,
    status TEXT NOT NULL              -- JSON: {"<venue id>": 1 or 0}
);

CREATE TABLE customer_groups (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, discount_type TEXT, discount_value INTEGER NOT NULL,
    system_type TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, deleted_at INTEGER
);

CREATE TABLE categories (
    id INTEGER PRIMARY KEY, parent_id INTEGER, type TEXT NOT NULL, name TEXT NOT NULL, color TEXT NOT NULL,
    hidden INTEGER NOT NULL, status INTEGER NOT NULL
);

CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    category TEXT NOT NULL,           -- what it is to those who draw orders
    name TEXT NOT NULL,
    price INTEGER NOT NULL,           -- hundredths
    category_id INTEGER,
    parent_id INTEGER,                -- set for a variant: the product it is one of
    type TEXT NOT NULL,
    hidden INTEGER NOT NULL,
    status INTEGER NOT NULL,
    barcode TEXT
);

CREATE TABLE modifier_groups (
    id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL, name TEXT NOT NULL,
    min_select INTEGER NOT NULL, max_select INTEGER NOT NULL
);

CREATE TABLE modifiers (
    id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL, name TEXT NOT NULL, price INTEGER NOT NULL,  -- hundredths
    max_count INTEGER NOT NULL
);

CREATE TABLE stop_list (
    venue_id INTEGER NOT NULL, product_id INTEGER NOT NULL, remaining INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,      -- milliseconds since 1970
    PRIMARY KEY (venue_id, product_id)
) WITHOUT ROWID;

-- No row is ever deleted and ids are given in the order of creation: a row's id is its position in the list
-- sorted by id or by created_at, which is why those two lists need no index and no counting.
CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    venue_id INTEGER NOT NULL,
    cid TEXT NOT NULL,
    group_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,        -- without upper case, see store/text.py
    discount INTEGER NOT NULL,        -- percent
    email TEXT,
    phone TEXT,
    phone_digits TEXT,                -- the digits of phone, the unique form of it
    phones TEXT NOT NULL,             -- JSON array of further numbers, as typed
    digits TEXT NOT NULL,             -- the digits of every number, with a blank between numbers
    address TEXT,
    address_data TEXT NOT NULL,       -- JSON array of {type, source, formattedAddress}
    description TEXT,
    spent INTEGER NOT NULL,           -- hundredths
    total_discount INTEGER NOT NULL,  -- hundredths
    total_bonus INTEGER NOT NULL,     -- hundredths
    receipt_count INTEGER NOT NULL,
    gender INTEGER,                   -- 1 male, 2 female
    date_of_birth TEXT,
    code TEXT,
    source TEXT,
    reference_id TEXT,
    status INTEGER NOT NULL,
    can_use_loyalty_system INTEGER NOT NULL,
    is_verified INTEGER NOT NULL,
    balance INTEGER NOT NULL,         -- hundredths, below zero where the customer owes
    cashback INTEGER NOT NULL,        -- hundredths
    phone_verified_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    venue_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    sale_type_id INTEGER NOT NULL,
    type TEXT NOT NULL,
    integration TEXT NOT NULL,
    integration_uuid TEXT,
    integration_id TEXT,
    integration_status TEXT NOT NULL,
    integration_response TEXT,        -- JSON object
    customer_ref_id TEXT,
    status TEXT NOT NULL,
    payload TEXT NOT NULL,            -- JSON object, as the API shows it
    total INTEGER NOT NULL,           -- hundredths
    receipt_id INTEGER,               -- set once the clerk has received the order
    due_at INTEGER,                   -- when the clerk acts on it next, NULL where never
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

-- PosStar. Its people are those above, but they are rows of its own from then on, and they can be deleted.
CREATE TABLE posstar_customers (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,               -- what the API calls id
    name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    address TEXT,
    notes TEXT,
    tags TEXT NOT NULL,               -- JSON array
    sought TEXT NOT NULL,             -- name, email and phone without upper case, a line each: searched, sorted by name
    loyalty_points INTEGER NOT NULL,
    total_spent INTEGER NOT NULL,     -- hundredths
    total_orders INTEGER NOT NULL,
    books INTEGER NOT NULL,           -- 0: the sales, redemptions and ledger it opens with are not written down yet
    anonymised INTEGER NOT NULL,
    created_at INTEGER NOT NULL
);

CREATE TABLE posstar_sales (
    id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, customer_id INTEGER NOT NULL, receipt_number TEXT NOT NULL,
    total INTEGER NOT NULL,           -- hundredths
    created_at INTEGER NOT NULL
);

CREATE TABLE posstar_redemptions (
    id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, sale_id INTEGER NOT NULL, points INTEGER NOT NULL,
    discount INTEGER NOT NULL,        -- hundredths
    created_at INTEGER NOT NULL
);

CREATE TABLE posstar_ledger (
    id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, customer_id INTEGER NOT NULL, type TEXT NOT NULL,
    amount INTEGER NOT NULL,          -- hundredths, above zero
    balance_after INTEGER NOT NULL,   -- hundredths, below zero where the customer owes
    description TEXT NOT NULL, reference_id TEXT NOT NULL, created_at INTEGER NOT NULL
);
"""

INDEXES: Final = """
CREATE UNIQUE INDEX customers_cid ON customers (cid);
CREATE UNIQUE INDEX customers_code ON customers (code) WHERE code IS NOT NULL;
CREATE UNIQUE INDEX customers_phone ON customers (phone_digits) WHERE phone_digits IS NOT NULL;
CREATE INDEX customers_name ON customers (name_folded);
CREATE INDEX customers_digits ON customers (digits);
CREATE INDEX customers_group ON customers (group_id);
CREATE INDEX customers_email ON customers (email);
CREATE INDEX customers_address ON customers (address);
CREATE INDEX customers_updated ON customers (updated_at);
CREATE INDEX orders_created ON orders (venue_id, created_at);
CREATE INDEX orders_updated ON orders (venue_id, updated_at);
CREATE INDEX orders_status ON orders (venue_id, status, updated_at);
CREATE INDEX orders_due ON orders (due_at) WHERE due_at IS NOT NULL;
CREATE UNIQUE INDEX posstar_customers_uuid ON posstar_customers (uuid);
CREATE INDEX posstar_customers_sought ON posstar_customers (sought);
CREATE INDEX posstar_customers_created ON posstar_customers (created_at);
CREATE INDEX posstar_customers_spent ON posstar_customers (total_spent);
CREATE INDEX posstar_customers_points ON posstar_customers (loyalty_points);
CREATE UNIQUE INDEX posstar_sales_uuid ON posstar_sales (uuid);
CREATE INDEX posstar_sales_customer ON posstar_sales (customer_id, created_at);
CREATE INDEX posstar_sales_receipt ON posstar_sales (receipt_number);
CREATE INDEX posstar_redemptions_customer ON posstar_redemptions (customer_id);
CREATE INDEX posstar_ledger_customer ON posstar_ledger (customer_id);
"""
