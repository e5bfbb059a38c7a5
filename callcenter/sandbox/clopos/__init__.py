"""Clopos Open API after the vendor's pages (developer.clopos.com): v2 under ``/open-api/v2``, v1 under ``/open-api``.

Where the pages are silent this sandbox decides, and says so where it does.
"""
