"""The content, loaded once at start: exercises, routines, safety facts and all texts."""
