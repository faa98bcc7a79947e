"""What a text is: the document, its views, and where things are in it."""
