"""What citizens propose for the library, and what became of it.

A proposal is a draft of its author until it is published. From the first support on its text stands: what is changed
then is a new version, and whoever supported is told. Support is counted in public and named nowhere. The library
answers in public within so many open days of the service point; an accepted proposal becomes the draft of an event.
"""
