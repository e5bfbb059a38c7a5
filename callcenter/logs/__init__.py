"""The log: JSON lines in a file of the user's own, without secrets and without personal data.

Rooms log through ``logging.getLogger(__name__)`` (fields by ``extra={…}``) or structlog, as they like: both end here.
Names of people cannot be known by their looks: they are masked under their keys (``name``, ``text``, ``query``…), so an
event's own text must never be built from data. structlog (100 ms) is imported by ``configure``, not by this room.
"""

from callcenter.logs.masking import conceal, masked_meanwhile
from callcenter.logs.setup import Logs, configure, log_folder

__all__ = ["Logs", "conceal", "configure", "log_folder", "masked_meanwhile"]
