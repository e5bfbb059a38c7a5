"""A point of sale server for the demo and the tests: real HTTP over a real SQLite file."""
