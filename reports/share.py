"""A share of a whole, with the interval that the true share lies in."""

import math
from dataclasses import dataclass

Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `total`, with the interval that the true share lies in with 95 % confidence.

    `population` is the number of pages that the share speaks of, where it is known (else None): what was not counted
    can move the share only so far, and not at all where nothing was left out.
    """

    count: int
    total: int
    population: int | None = None

    @property
    def value(self) -> float:
        return self.count / self.total if self.total else 0.0

    @property
    def is_whole(self) -> bool:
        """Whether everything was counted, so that the share is no estimate."""
        return self.total > 0 and self.population == self.total

    @property
    def interval(self) -> tuple[float, float]:
        low, high = wilson(self.count, self.total)
        if not self.population:
            return low, high
        left_out = self.population - self.total
        return max(low, self.count / self.population), min(high, (self.count + left_out) / self.population)


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval for a share; (0, 1) when nothing was counted."""
    if total == 0:
        return 0.0, 1.0
    share = count / total
    middle = share + Z_95**2 / (2 * total)
    spread = Z_95 * math.sqrt(share * (1 - share) / total + Z_95**2 / (4 * total**2))
    whole = 1 + Z_95**2 / total
    # At the ends rounding would leave 2e-17 of a page.
    low = 0.0 if count == 0 else max(0.0, (middle - spread) / whole)
    high = 1.0 if count == total else min(1.0, (middle + spread) / whole)
    return low, high
