"""Search, the customer card and the new-customer form."""
