"""The engine that draws: it keeps pictures in step with words, in every format, and knows no film."""

import os

# Before numpy comes in: threads for its small matrices would cost time, and a process that has some cannot be forked.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
