"""Staff answer schools, note who came, and write the report."""
