"""How a desk makes itself heard and seen from behind other windows: sounds, and the desktop's own notifications."""
