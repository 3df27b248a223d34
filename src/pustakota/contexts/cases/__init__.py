"""Whatever somebody asks and somebody must answer: one inbox, one clock, one history.

A case has an asker (a person, or anybody with an address to answer to), a kind, a service point, an owner (a role at
the point, then perhaps one person) and a due moment, counted in the opening hours of the point by the promise of its
kind. Its history only grows: opened, assigned, answered, reopened, closed with an outcome.
Contexts above own what becomes of it; they react to ``CaseClosed`` or act through their own verbs.
"""
