"""Storage: all SQL of the project. Stores accept and return domain values."""
