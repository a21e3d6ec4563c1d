"""The outermost layer: settings, addresses and start-up. It knows every room; no room knows it."""
