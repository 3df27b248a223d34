"""Accounts, persons, guardians, patrons and their cards, staff roles.

An *account* signs in and does nothing else. A *person* is a human being with at most one account. A *patron* is a
person's membership: card number, type, home point, expiry. A child has a card of its own; a guardian may act for it.
Roles are named sets of permission codes, held at one service point or everywhere; ``queries.actor_of`` turns an account
into the ``Actor`` that every action receives.
"""
