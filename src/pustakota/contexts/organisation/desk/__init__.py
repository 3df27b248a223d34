"""Service points, their hours and the holidays, for those who look after them."""
