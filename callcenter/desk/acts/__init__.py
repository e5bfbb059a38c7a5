"""What this desk asks a point of sale to change, an act a file: how it is sent, and how its lost answer is made out."""
