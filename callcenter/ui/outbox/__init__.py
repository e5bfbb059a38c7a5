"""What this desk has to tell the point of sale, before the eyes of the agent."""
