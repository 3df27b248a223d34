"""The kiosk: a page for a tablet at the entrance, where visitors count themselves."""
