"""Everything that leaves for Telegram."""
