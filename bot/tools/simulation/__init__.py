"""Years of reminders in a minute: the real engine on a clock that only the simulation moves."""
