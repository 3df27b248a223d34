"""Pages of the desk about who came: the guest book, reading in place, corrections, opening a kiosk."""
