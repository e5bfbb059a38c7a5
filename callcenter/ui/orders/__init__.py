"""The order queue."""
