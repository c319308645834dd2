"""Settings and data export of a person."""
