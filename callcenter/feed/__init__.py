"""What changed at the point of sale, told as it happens."""
