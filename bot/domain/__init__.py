"""The rules of Limber: pure values and functions, no clock, no database, no Telegram."""
