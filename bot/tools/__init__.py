"""Tools for developers and authors."""
