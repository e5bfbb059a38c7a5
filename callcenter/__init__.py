"""The desk for people who answer the phone at restaurants and shops."""

__version__ = "0.1.0"
