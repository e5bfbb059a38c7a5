"""What the desk talks about: customers, orders, phones, money. Frozen and pure."""
