"""A customer's account: its rows, its picture over time, its file, its paper."""
