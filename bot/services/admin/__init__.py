"""Services for the operator."""
