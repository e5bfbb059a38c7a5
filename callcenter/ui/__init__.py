"""The windows. The only rooms that know Qt."""
