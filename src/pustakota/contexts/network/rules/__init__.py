"""What the network decides: reading answers, which entries are one edition, when to ask again."""
