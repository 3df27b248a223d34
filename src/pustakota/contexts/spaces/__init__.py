"""Rooms, seats, machines and other things that are booked for a time; nothing is ever booked twice."""
