"""House files: `mtqa.toml` and the profiles, from text to the rules and thresholds that are in force.

`keys` says what may be written; `source` reads one file; `layers` finds files and what they extend; `settings` lays
them over one another; `desk` reads the files they name; `house` makes rules and a profile of it all.
Imported only where a story has a house file, or somebody names a profile.
"""
