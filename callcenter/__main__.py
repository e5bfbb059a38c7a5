"""``python -m callcenter`` is the same program as ``callcenter``.

A phone waits for ``callcenter lookup``: nothing but the forwarder is loaded for it.
"""

import sys

from callcenter.telephony import forwarder


def main() -> int:
    """Hand a call over, or run what else the command line says; return the exit code."""
    if getattr(sys, "frozen", False) and sys.argv[1:2] and sys.argv[1].startswith("-"):
        import multiprocessing  # noqa: PLC0415 - a worker of the frozen program is started by its own options

        multiprocessing.freeze_support()
    words = forwarder.words_of_call(sys.argv[1:])
    if words is not None:
        return forwarder.lookup(words)
    from callcenter import cli  # noqa: PLC0415 - the forwarder does without

    return cli.main()


if __name__ == "__main__":
    raise SystemExit(main())
