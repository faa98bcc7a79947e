"""Measuring rules on stories whose defects are known."""
