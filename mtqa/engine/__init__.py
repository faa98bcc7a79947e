"""From a document and rules to a result: selection, run, overlap, score, verdict, signature."""
