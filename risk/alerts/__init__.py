"""Alerts: what a run notes once about a score, and how its officers hear of it."""
