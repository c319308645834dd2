"""Values in, `Message` out: the only place where words are chosen."""
