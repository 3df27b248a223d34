"""What the library attests in writing: letters, certificates, badges, licences.

Each has a kind, a holder, a number without gaps within its kind and year, and a random code behind a QR on paper:
whoever scans it reads on ``/v/<code>`` whether it is valid, expired or revoked, and of the holder no more than is
needed.
The contexts above decide who gets one; the template on paper is theirs, too.
"""
