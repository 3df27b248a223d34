"""What somebody owes the library, in rupiah or in kind, and how it ended.

The contexts above decide that and how much is owed; this one keeps it. Money is owed only on a legal basis, the number
of a regulation; without one nothing but a replacement in kind can be asked. A charge ends paid, settled in kind, waived
with a reason, or withdrawn because its cause is gone. Payments and replacements get a receipt, numbered without gaps.
"""
