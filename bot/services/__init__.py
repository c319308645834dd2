"""What the bot can do for a person. Each area is one frozen dataclass with verbs as methods."""
