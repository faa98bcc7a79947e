"""What shows only when stories are compared: copies of one report, furniture, spellings, first appearances."""
