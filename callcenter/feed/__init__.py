"""What changed at the point of sale: polled by each desk, or by one desk for all of a brand."""
