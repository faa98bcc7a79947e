"""Results to text: one module a format, from results alone."""
