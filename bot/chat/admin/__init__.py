"""Pages and messages for operators."""
