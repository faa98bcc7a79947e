"""What arrays are called in this package."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
#: Tokens, and places in a text.
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Record = NDArray[np.void]
