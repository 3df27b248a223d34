"""The API: mounts the contexts' routers; who asks, how it says no, its description and its own door."""
