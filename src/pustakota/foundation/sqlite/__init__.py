"""Django's SQLite with a fair queue for its one write lock: a database backend."""
