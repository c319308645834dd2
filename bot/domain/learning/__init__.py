"""Articles and lessons."""
