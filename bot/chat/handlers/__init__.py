"""One file an area; a handler finds out who, asks a service, and says the result."""
