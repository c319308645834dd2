"""What must be right in the content beyond the form of each file. One module a subject."""
