"""Pain and safety."""
