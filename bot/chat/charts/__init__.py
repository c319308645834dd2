"""Charts of progress and the PDF, drawn with matplotlib in one style."""
