"""The web: pages and API over real engines, by a client in the process and by a real browser."""
