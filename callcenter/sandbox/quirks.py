"""Ways of spelling an answer that were seen in the wild."""

import zlib
from typing import Any


def with_text_ids(value: object) -> object:
    """Turn every number named id or …_id into text, at any depth."""
    if isinstance(value, dict):
        return {
            key: str(inner) if type(inner) is int and (key == "id" or key.endswith("_id")) else with_text_ids(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [with_text_ids(inner) for inner in value]
    return value


def lose_digits(data: object, share: float) -> None:
    """Let this share of the records lose a digit of the year in created_at; always the same records."""
    records: list[Any] = data if isinstance(data, list) else [data]
    for record in records:
        if isinstance(record, dict) and isinstance(record.get("created_at"), str) and "id" in record:
            chance = zlib.crc32(str(record["id"]).encode()) / 2**32
            if chance < share:
                text = record["created_at"]
                record["created_at"] = text[:2] + text[3:]
