"""Citizens who run events of their own at the library: how they become organisers, what they plan, what they may see.

An organiser belongs to a service point and climbs a ladder that staff set there (``Terms``): an application, a course,
an event watched, a credential that holds for some months. With it they draft events; staff announce them, or on the
second level they themselves, within limits. Whoever runs an event sees who has a seat in *that* event, by shortened
name, from its approval until it is reported or some days over. Every right is read anew from the credential and the
event when it is used (``rules.reasons_against_right``): nothing is handed out that would have to be taken back.
"""
