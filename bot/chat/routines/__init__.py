"""Exercises, ready-made routines and custom routines."""
