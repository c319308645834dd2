"""Content checks beyond the format of each file, one module per subject."""
