"""Tests of `mtqa.rulebook`."""
