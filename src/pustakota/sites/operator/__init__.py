"""What the operator sees and does: how the installation stands, what is wrong and how to mend it, the first start.

``facts`` are gathered, ``findings`` are decided from them; the desk's page *System health*, the commands ``status`` and
``doctor``, ``/ready`` and ``/metrics`` show the same.
"""
