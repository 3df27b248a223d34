"""Plain help for all storeys: who acts, when, money, locks, the outbox, the schedule. It knows no library word."""
