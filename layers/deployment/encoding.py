"""The text of a file whose encoding nobody states, and cells in one way of writing."""

from __future__ import annotations

import unicodedata

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_BROKEN = "\ufffd"
_MARKS = str.maketrans(
    {
        "º": "°", "˚": "°", "ﾟ": "°", "’": "'", "‘": "'", "′": "'", "＇": "'", "`": "'", "´": "'",
        "”": '"', "“": '"', "″": '"', "＂": '"', "˝": '"',
        "【": "(", "】": ")", "〔": "(", "〕": ")", "［": "(", "］": ")", "、": ",", "−": "-", "–": "-", "—": "-",
        "\u200b": "", "\ufeff": "", "\u00a0": " ", "\u3000": " ", "\x00": "",
    }
)  # fmt: skip
"""Signs that mean the same where positions and headers are written; compatibility forms are left to Unicode."""


def decode(content: bytes) -> tuple[str, str]:
    """Turn the bytes of a table into text.

    Parameters
    ----------
    content
        The file: UTF-8 with or without a byte-order mark, UTF-16 with one, GBK or GB 18030.

    Returns
    -------
    tuple of str
        Text and the name of its encoding. Bytes that are of none are replaced by U+FFFD, so that one broken cell does
        not cost the others.
    """
    if content.startswith(_UTF8_BOM):
        return content[len(_UTF8_BOM) :].decode("utf-8", errors="replace"), "utf-8-sig"
    if content.startswith(_UTF16_BOMS):
        return content.decode("utf-16", errors="replace"), "utf-16"
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    # a broken byte: the encoding that it breaks least
    texts = {encoding: content.decode(encoding, errors="replace") for encoding in ("utf-8", "gb18030")}
    best = min(texts, key=lambda encoding: texts[encoding].count(_BROKEN))
    return texts[best], best


def plain(cell: str) -> str:
    """Write a cell in one way: half-width digits, letters and brackets, one kind of minute sign, no outer blanks.

    Parameters
    ----------
    cell
        As it stands in the file.
    """
    if cell.isascii():
        return cell.strip()
    return unicodedata.normalize("NFKC", cell.translate(_MARKS)).strip()


def is_broken(cell: str) -> bool:
    """Tell whether a cell held bytes of no known encoding."""
    return _BROKEN in cell
