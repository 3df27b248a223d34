"""Ten exercises on a city of their own: nothing here is real, and the page sees by itself what has been done."""
