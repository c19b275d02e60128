"""Embedded voices are models in ONNX: each is run on one processor, and some are given one more output."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

# From 1.29 on, onnxruntime reports its use to its maker over the network and leaves an identifier on the disk. An
# embedded voice must do neither; this has to be set before it is imported, which other packages do, too.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def with_output(path: Path, name: str) -> bytes:
    """Return the model in a file with an inner value as its last output, such as how long each phoneme lasts.

    Raises:
        ValueError: the model has no value of that name.
    """
    from onnx import helper, load

    model = load(path)
    if not any(name in node.output for node in model.graph.node):
        raise ValueError(f"{path.name} has no value {name}")
    model.graph.output.append(helper.make_empty_tensor_value_info(name))
    return bytes(model.SerializeToString())


def session(model: bytes) -> InferenceSession:
    """Return a model that is ready to run, on one processor: two on one sentence spend half of their time waiting."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(model, options, providers=["CPUExecutionProvider"])
