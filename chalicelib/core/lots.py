"""Trade volume: whole hundredths of a lot, and how the trading servers write it."""

from dataclasses import dataclass

from chalicelib.core.errors import Invalid


@dataclass(frozen=True, order=True)
class Lots:
    """A volume of ``centilots`` hundredths of a standard lot; never negative."""

    centilots: int

    def __post_init__(self) -> None:
        if self.centilots < 0:
            raise Invalid("a volume cannot be negative", code="volume_negative", field="volume")

    def __str__(self) -> str:
        return f"{self.centilots // 100}.{self.centilots % 100:02d}"

    @classmethod
    def from_ten_thousandths(cls, volume: int) -> "Lots":
        """MT5's ``Volume``: 1/10000 lot. Finer than a hundredth of a lot is refused."""
        centilots, rest = divmod(volume, 100)
        if rest:
            raise Invalid("finer than 0.01 lot", code="volume_too_fine", volume=volume)
        return cls(centilots)
