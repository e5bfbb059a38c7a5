"""The part of the server's configuration that lets a brand's desks in (``packaging/feed/nats.conf`` includes it)."""

from __future__ import annotations

import re

from callcenter.feed.brand_file import FeedFile
from callcenter.feed.errors import FeedFileError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")

_ACCOUNT = """\
# The account of one brand on the feed server. Only the server is to read this file: it holds a password.
{name} {{
  # Changes of two days, snapshots of the directory, and what lives for seconds.
  jetstream {{ max_memory: 64MB, max_file: 4GB, max_streams: 8, max_consumers: 20000 }}
  users [
    {{
      user: "{user}"
      password: "{password}"
      permissions {{
        publish: {{ allow: ["callcenter.>", "$KV.*.>", "$O.*.>", "$JS.API.>", "$JS.FC.>", "_INBOX.>"] }}
        subscribe: {{ allow: ["callcenter.>", "_INBOX.>"] }}
      }}
    }}
  ]
}}
"""


def account_of(file: FeedFile) -> str:
    """Return the account for nats-server's configuration. Raises FeedFileError."""
    name, user = file.ring.brand, file.login.user
    for part in (name, user):
        if not _NAME.fullmatch(part):
            raise FeedFileError(f"{part!r} is no name for an account: use letters, digits, - and _.")
    return _ACCOUNT.format(name=name, user=user, password=file.login.password)
