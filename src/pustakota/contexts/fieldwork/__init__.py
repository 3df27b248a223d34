"""Work without a network: a paired phone keeps what happens in a log of its own and sends it when it can.

An entry of the log has a name (a UUID) that the phone gives it, so that it may be sent any number of times. It is kept
here as it came, with what became of it: taken, agreed (somebody else had noted the same), undone, superseded or
refused. What is refused is never lost: it stands on the phone and at the desk with its reasons until somebody settles
it. Which kinds there are, and which action of another context each calls, stands in ``actions.kinds``.
"""
