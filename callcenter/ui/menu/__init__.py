"""The menu of a venue, and the venues."""
