"""SRU and CQL as text: requests in, answers out, nothing decided."""
