"""A folder that a wire feed drops into: every story is checked once, and moved with its report beside it.

In the order in which a story meets them: `arrivals` (which files are complete), `judging` (bytes to a verdict and a
report), `journal` (what was decided and done), `delivery` (out of the folder, never over another file), `watcher`
(the order of all that), `hook`, `metrics` and `log` (who is told).
"""
