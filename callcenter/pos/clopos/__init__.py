"""Clopos Open API v2."""
