"""Streaks, progress charts and log corrections."""
