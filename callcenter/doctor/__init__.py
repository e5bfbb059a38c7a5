"""``callcenter doctor``: what works on this computer, a line each. It changes nothing and shows no secret."""
