"""Texts about pain and safety."""
