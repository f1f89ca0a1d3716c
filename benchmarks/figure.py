"""One measured figure beside its bound."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Figure:
    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    detail: str = ""

    @property
    def holds(self) -> bool:
        return not (
            (self.at_most is not None and self.value > self.at_most)
            or (self.at_least is not None and self.value < self.at_least)
        )

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"holds": self.holds}

    def __str__(self) -> str:
        bound = f"≤ {self.at_most:g}" if self.at_most is not None else ""
        bound = f"≥ {self.at_least:g}" if self.at_least is not None else bound
        verdict = "" if self.holds else "  MISSED"
        return f"  {self.what:52} {self.value:8.1f} {self.unit:4} {bound:8}{verdict}  {self.detail}"
