"""Simulates years of reminders in minutes: the real delivery code on a simulated clock."""
