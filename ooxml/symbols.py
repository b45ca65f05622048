"""Characters that Word takes from fonts of symbols, as the characters that they look like.

Sources: Adobe's Symbol encoding; of the Wingdings fonts the marks that stand in documents of offices.
"""

from __future__ import annotations

_PRIVATE = 0xF000
"""Word writes such characters in Unicode's private area, above this."""

_SYMBOL_FIRST = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_SECOND = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
_FONTS = {
    "symbol": {
        **{0x20 + place: sign for place, sign in enumerate(_SYMBOL_FIRST)},
        **{0xA0 + place: sign for place, sign in enumerate(_SYMBOL_SECOND)},
    },
    "wingdings": {
        **{0x80 + place: sign for place, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
        **{0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆"},
        **{0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    },
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "□"},
}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """The character with this hexadecimal code of the font; one that is not known stays as the file has it."""
    try:
        number = int(code, 16)
        own = chr(number)
    except (ValueError, OverflowError):
        return "\N{REPLACEMENT CHARACTER}"
    place = number - _PRIVATE if number >= _PRIVATE else number
    return _FONTS.get(font.lower(), {}).get(place, own)
