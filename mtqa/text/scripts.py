"""Scripts other than Latin, by their Unicode blocks.

Source: Unicode 15, Blocks.txt; historic scripts are left out.
"""

from __future__ import annotations

from bisect import bisect_right

#: First and last letter of each stretch, and the script's name.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0531, 0x058A, "Armenian"),
    (0x05D0, 0x05F2, "Hebrew"),
    (0x0620, 0x06FF, "Arabic"),
    (0x0710, 0x072F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x0780, 0x07B1, "Thaana"),
    (0x08A0, 0x08C7, "Arabic"),
    (0x0900, 0x0963, "Devanagari"),
    (0x0966, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Odia"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E01, 0x0E5B, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Burmese"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Korean"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1800, 0x18AF, "Mongolian"),
    (0x1F00, 0x1FFF, "Greek"),
    (0x3005, 0x3007, "Chinese"),
    (0x3041, 0x30FA, "Japanese"),
    (0x30FC, 0x30FF, "Japanese"),
    (0x3105, 0x312F, "Chinese"),
    (0x3131, 0x318E, "Korean"),
    (0x3400, 0x4DBF, "Chinese"),
    (0x4E00, 0x9FFF, "Chinese"),
    (0xAC00, 0xD7A3, "Korean"),
    (0xF900, 0xFAFF, "Chinese"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFC, "Arabic"),
)
_FIRST = [first for first, _, _ in _BLOCKS]

#: The inside of a character class of `re` or RE2 with all letters of other scripts.
OTHER_SCRIPTS = "".join(f"{chr(first)}-{chr(last)}" for first, last, _ in _BLOCKS)


def script_name(character: str) -> str:
    """The script of a letter, as a message names it; "Latin" where it is none of the others."""
    index = bisect_right(_FIRST, ord(character)) - 1
    if index < 0 or ord(character) > _BLOCKS[index][1]:
        return "Latin"
    return _BLOCKS[index][2]
