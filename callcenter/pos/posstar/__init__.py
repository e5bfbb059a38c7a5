"""PosStar, API v1: its wire shapes, and the mapping to the desk's words. They never leave this folder."""
