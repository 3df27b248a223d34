"""The day sheet of a service point: what is booked, who came, what waits for an answer."""
