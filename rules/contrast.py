"""Contrast of two colours by WCAG's formula (success criterion 1.4.3)."""

LARGE_POINTS = 18.0
LARGE_BOLD_POINTS = 14.0
MINIMUM = 4.5
MINIMUM_LARGE = 3.0


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast of two colours "#rrggbb", from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_large(size: float, *, is_bold: bool) -> bool:
    """Whether text of a size in points is large by WCAG's definition."""
    return size >= (LARGE_BOLD_POINTS if is_bold else LARGE_POINTS)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
