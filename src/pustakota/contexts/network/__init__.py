"""The network of libraries: what others have, beside our own catalogue.

So far its union part. A *source* is another library's catalogue that is harvested by OAI-PMH (``add_source``,
``harvest``); each *run* goes on where it was interrupted. What was harvested lies in *entries*, apart from our own
records; a title of ours is an entry too, which only points to it. Entries of one edition stand in a *group*, by rules
that are explained and by decisions of staff (``part``, ``join``) that any later harvest respects. The public sees a
group as one title of the *union catalogue* (katalog induk), with the libraries that have it.
A *target* is a catalogue that is asked for single records by SRU while somebody catalogues (``ask_targets``).
"""
