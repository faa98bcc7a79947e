"""What makes data files of the project; not shipped with it."""
