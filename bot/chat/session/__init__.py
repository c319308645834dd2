"""Sessions and their cards."""
