"""The shapes of responses: plain arithmetic on floats, NumPy arrays and SymPy symbols."""

from __future__ import annotations

from typing import Any


def hill1(x: Any, k: Any) -> Any:
    """Return x/(k+x), a response that saturates and is one half at x = k; `x` and `k` are in the same unit."""
    return x / (k + x)


def hill2(x: Any, k: Any) -> Any:
    """Return x²/(k²+x²), a cooperative response that is one half at x = k; `x` and `k` are in the same unit."""
    square = x * x
    return square / (k * k + square)


def hill4(x: Any, k: Any) -> Any:
    """Return x⁴/(k⁴+x⁴), a steep but smooth threshold at x = k; `x` and `k` are in the same unit."""
    return hill2(x * x, k * k)


def repair(x: Any, k: Any) -> Any:
    """Return x·k⁴/(k⁴+x⁴): repair grows with injury `x` and collapses past x = k, where little tissue is left."""
    return x * (1 - hill4(x, k))
