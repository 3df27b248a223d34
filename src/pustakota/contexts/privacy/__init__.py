"""What went wrong with personal data, whom it concerns, and that they and the authority are told in time.

Requests to see, correct and forget are cases of people; the register of processing is the desk's.
"""
