"""The engine that draws: it keeps pictures in step with words, in every format, and knows no film."""
