"""Statistics and diagnostics for the operator."""
