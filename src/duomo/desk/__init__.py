"""The acting half of Duomo: Django apps that fetch, store, send and show."""
