"""The report on an archive run, from its tables alone."""
