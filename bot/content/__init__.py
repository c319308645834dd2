"""What Limber reads once, at start: exercises, routines, safety facts and every word it says."""
