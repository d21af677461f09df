"""Arrays of shape (n,), named after what they hold."""

import numpy as np
from numpy.typing import NDArray

Docs = NDArray[np.int32]
Kinds = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Scores = NDArray[np.float32]
