"""Libraries and service points of every kind, and when they are open.

A service point is where people meet the library: main building, branch, reading garden, village or school library,
van stop, reading corner, partner box, online. Every fact of the platform carries one. Its calendar answers three
questions that other contexts ask: is it open, when does it open next, which days are open days.

* ``rules``: the calendar, plain Python.
* ``models``: Library, ServicePoint, Hours.
* ``queries``: calendar_of(), open_days(), service_points().
* ``actions``: add_service_point(), set_week(), close_on() …
"""
