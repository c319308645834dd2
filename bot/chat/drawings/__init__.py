"""Pictures of progress, drawn with matplotlib in one style. Only `chat.charts` comes in, late."""
