"""Invented people, their orders and a menu. The same seed number gives the same people on every machine."""
