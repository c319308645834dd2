"""Strict models of the content files: no extra fields, and no conversion of types."""
