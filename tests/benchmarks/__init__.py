"""How fast mtqa is, alone and beside others: ``python -m tests.benchmarks`` (``tox -e bench`` installs the others).

Nothing here is a test: figures depend on the machine. How cost grows is held by ``tests/engine/test_growth.py``.
"""
