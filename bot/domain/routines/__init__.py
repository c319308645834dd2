"""Exercises and routines."""
