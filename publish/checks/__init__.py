"""The rules of the standards. A module measures (`measurement`, `footage`), the others judge what was measured."""
