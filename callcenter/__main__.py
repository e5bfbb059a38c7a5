"""``python -m callcenter`` is the same program as ``callcenter``."""

from callcenter.cli import main

raise SystemExit(main())
