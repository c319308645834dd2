"""The plan and the weekly review."""
