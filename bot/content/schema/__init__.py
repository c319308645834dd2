"""What each content file may say: strict models, nothing extra, no guessing of types."""
