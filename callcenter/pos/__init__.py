"""Points of sale: one port, one transport, a folder a system."""
