"""What an incident did, in figures; instants have fixed offsets."""

from datetime import datetime

from msgspec import Struct


class Quantity(Struct, frozen=True):
    """How many: a count, of a total, or a share in percent; `estimate` says that it is not measured."""

    count: int | None = None
    total: int | None = None
    percent: float | None = None
    estimate: bool = False


class Window(Struct, frozen=True, gc=False):
    """A stretch of impact on some services; `fraction` is the share of them that failed, 0 to 1."""

    start: datetime
    end: datetime | None
    services: tuple[str, ...] = ()
    fraction: float = 1.0
    level: str = ""


class DataLoss(Struct, frozen=True):
    """The stretch of which data was lost."""

    start: datetime | None
    end: datetime | None
    note: str = ""


class Impact(Struct, frozen=True, gc=False):
    """What the incident did, in figures."""

    users: Quantity | None = None
    requests_failed: Quantity | None = None
    data_loss: DataLoss | None = None
    windows: tuple[Window, ...] = ()
