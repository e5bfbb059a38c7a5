"""PosStar's customers: the people of ``people`` as another system knows them, made from them by one statement."""

import sqlite3
from typing import Final

from callcenter.sandbox.store.loyalty import MINOR_A_POINT

_DAY: Final = 86_400

_FILL: Final = """
INSERT INTO posstar_customers
SELECT
    id, uuid, name, email, phone, address, notes, tags,
    name_folded || char(10) || coalesce(email, '') || char(10) || coalesce(phone, ''),
    earned - earned * (chance % 4) / 4, total_spent, total_orders, 0, 0, created_at
FROM (
    SELECT
        id, name, name_folded, email, address, description AS notes, created_at,
        -- Another order of the same hexadecimal digits: no id is one of the other system, and none occurs twice.
        substr(cid, 25, 8) || substr(cid, 9, 16) || substr(cid, 33) || substr(cid, 1, 8) AS uuid,
        -- One number a customer: who has none of their own is entered with that of the household.
        coalesce(phone, json_extract(phones, '$[0]')) AS phone,
        CASE group_id
            WHEN 2 THEN '["vip"]' WHEN 3 THEN '["wholesale"]' WHEN 4 THEN '["student"]'
            WHEN 5 THEN '["vip", "regular"]' WHEN 6 THEN '["staff"]'
            ELSE CASE chance % 5 WHEN 0 THEN '["retail"]' WHEN 1 THEN '["retail", "regular"]' ELSE '[]' END
        END AS tags,
        -- Who was entered today has bought nothing yet.
        iif(created_at < :today, spent, 0) AS total_spent,
        iif(created_at < :today, receipt_count, 0) AS total_orders,
        iif(created_at < :today, spent, 0) / :minor_a_point AS earned,
        chance
    FROM (SELECT *, ((id * 2654435761 + :seed * 40503) >> 12) & 65535 AS chance FROM customers)
)
"""


def fill_shoppers(connection: sqlite3.Connection, seed: int, now: int) -> None:
    """Put PosStar's customers into their empty table; ``now`` in Unix seconds. Their sales are invented when read."""
    today = now - now % _DAY
    connection.execute(_FILL, {"today": today, "seed": seed, "minor_a_point": MINOR_A_POINT})
