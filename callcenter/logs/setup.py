"""Logging set up once, by the composition root."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from callcenter.logs.file import LogFile, Screen
from callcenter.logs.masking import masked_fields
from callcenter.logs.traces import ExcInfo, trace

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor, WrappedLogger

_OURS = "callcenter"
# Their INFO is one line a request, with the address in it.
_TALKATIVE = ("httpx", "httpcore", "uvicorn.access")
# Written by ourselves, and full of digits.
_TRUSTED = ("timestamp", "level")


@dataclass(frozen=True, slots=True)
class Logs:
    """What ``configure`` set up. ``path`` is None where no file can be written."""

    path: Path | None
    handlers: tuple[logging.Handler, ...]

    def close(self) -> None:
        """Close the file and stop logging to it."""
        for handler in self.handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()


def log_folder() -> Path:
    """Give the folder this system keeps the desk's logs in. It may not exist yet."""
    import platformdirs  # noqa: PLC0415 - 10 ms that the demo and the tests need not pay

    return platformdirs.user_log_path("callcenter", appauthor=False)


def configure(folder: Path | None, *, level: int = logging.INFO, screen: int | None = logging.WARNING) -> Logs:
    """Send what is logged to ``callcenter.log`` in a folder (None: to no file), and the worst of it to the screen.

    ``level`` is for our own rooms; libraries are heard from WARNING on. ``screen`` is the least level shown on standard
    error, None for nothing. Takes 100 ms: call it once the window is shown. A folder that cannot be written is said on
    the screen and is no error: the desk works without a log.
    """
    import structlog  # noqa: PLC0415 - 100 ms

    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )

    def formatter(render: "Processor") -> logging.Formatter:
        return structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder(), _without_leftovers],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _traced, _masked, render],
        )

    logs = _handlers(folder, screen)
    for handler in logs.handlers:
        handler.setFormatter(formatter(_as_json if isinstance(handler, LogFile) else _as_line))
        logging.getLogger().addHandler(handler)
    logging.getLogger(_OURS).setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    if folder is not None and logs.path is None:
        logging.getLogger(__name__).warning("the log file cannot be written", extra={"folder": str(folder)})
    return logs


def _handlers(folder: Path | None, screen: int | None) -> Logs:
    handlers: list[logging.Handler] = []
    path = None
    if folder is not None:
        try:
            handlers.append(LogFile(folder / "callcenter.log"))
            path = folder / "callcenter.log"
        except OSError:
            pass  # said once there is a place to say it
    if screen is not None:
        handler = Screen()
        handler.setLevel(screen)
        handlers.append(handler)
    return Logs(path, tuple(handlers))


def _without_leftovers(_logger: "WrappedLogger", _method: str, event: "EventDict") -> "EventDict":
    """Drop what another handler's formatter wrote on the record: it looks like a field, and no field has that name."""
    event.pop("message", None)
    event.pop("asctime", None)
    return event


def _traced(_logger: "WrappedLogger", _method: str, event: "EventDict") -> "EventDict":
    """Turn the exception of an event into text."""
    found = event.pop("exc_info", None)
    if found is True:
        import sys  # noqa: PLC0415

        found = sys.exc_info()
    error = found if isinstance(found, BaseException) else cast("ExcInfo", found)[1] if found else None
    if error is not None:
        event["exception"] = trace(error)
    return event


def _masked(_logger: "WrappedLogger", _method: str, event: "EventDict") -> "EventDict":
    return {**masked_fields(event), **{key: event[key] for key in _TRUSTED if key in event}}


def _as_json(_logger: "WrappedLogger", _method: str, event: "EventDict") -> str:
    first = {key: event.pop(key) for key in ("timestamp", "level", "logger", "event") if key in event}
    return json.dumps({**first, **event}, ensure_ascii=False)


def _as_line(_logger: "WrappedLogger", _method: str, event: "EventDict") -> str:
    event.pop("timestamp", None)
    head = f"{event.pop('level', '')}: {event.pop('event', '')}"
    event.pop("logger", None)
    exception = event.pop("exception", None)
    fields = " ".join(f"{key}={value}" for key, value in event.items())
    return "\n".join(part for part in (f"{head} {fields}".rstrip(), exception) if part)
