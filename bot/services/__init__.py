"""Use cases of the bot. Each area is a frozen dataclass whose methods are the actions."""
