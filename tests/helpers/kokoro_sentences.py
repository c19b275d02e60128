"""A sentence in each language that Kokoro speaks, with a number, an abbreviation and punctuation inside."""

from __future__ import annotations

SENTENCES = {
    "es": "La IL-6 sube a 1000; el corazón late más.",
    "fr": "Qu'est-ce qu'un orage ? L'IL-6 monte.",
    "hi": "IL-6 दस से 1000 हो जाता है, और हृदय थक जाता है।",
    "it": "L'IL-6 sale a 1000: gli organi cedono.",
    "ja": "IL-6は1000倍に増え、心臓は「休み」ます。",
    "pt-BR": "A IL-6 sobe a 1000; o coração não para.",
    "zh": "IL-6升高到1000，心脏在2026年更累。",
}
