"""An exception as text: what kind it is and where it came from, and its words only where they cannot be data."""

import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]

# The interpreter's words about our code, and the system's about files and sockets. Not ValueError and KeyError, whose
# words are the value itself, and not those of other libraries, which may repeat what a server said.
_PLAIN = frozenset(
    {
        *(AttributeError, ImportError, IndexError, ModuleNotFoundError, NameError, NotImplementedError),
        *(RecursionError, TypeError, UnboundLocalError, ZeroDivisionError),
    }
)
_SYSTEM_MODULES = frozenset({"builtins", "socket", "ssl"})
_LONGEST_CHAIN = 8


def trace(error: BaseException, _seen: int = 0) -> str:
    """Give the traceback of an exception and of those that led to it, the first cause first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = []
    if before is not None and _seen < _LONGEST_CHAIN:
        lines += [trace(before, _seen + 1), "", "which led to", ""]
    if error.__traceback__ is not None:
        lines.append("Traceback (most recent call last):")
        lines += [line.rstrip("\n") for line in traceback.format_tb(error.__traceback__)]
    lines.append(_headline(error))
    if isinstance(error, BaseExceptionGroup) and _seen < _LONGEST_CHAIN:
        lines += [trace(one, _seen + 1) for one in error.exceptions]
    return "\n".join(lines)


def _headline(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"{name}: {error}" if _may_speak(error) else f"{name}: (its words are not logged: they may hold data)"


def _may_speak(error: BaseException) -> bool:
    kind = type(error)
    if isinstance(error, OSError):
        return kind.__module__ in _SYSTEM_MODULES
    # Our own errors keep data out of their words: what a server said stands in a field of its own.
    return kind in _PLAIN or kind.__module__.partition(".")[0] == "callcenter"
