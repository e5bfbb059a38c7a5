"""Clopos Open API: v2 under ``/open-api/v2`` and v1 under ``/open-api``, after the vendor's pages (developer.clopos.com).

Where the pages are silent this sandbox decides, and says so where it does.
"""
