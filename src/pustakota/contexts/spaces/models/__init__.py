"""Things that are booked, bookings, and the times that they claim."""

from pustakota.contexts.spaces.models.arranging import Blackout, Change, Layout, Picture
from pustakota.contexts.spaces.models.bookings import Booking, Claim, State, new_code
from pustakota.contexts.spaces.models.computers import (
    Computer,
    DaySecret,
    GuestPass,
    HowEnded,
    Sitting,
    SittingPolicy,
    Turn,
    TurnState,
)
from pustakota.contexts.spaces.models.faults import Fault, Outage
from pustakota.contexts.spaces.models.handing import Condition, HandOut, new_photo_code
from pustakota.contexts.spaces.models.lockers import Locker, LockerUse, OpensBy
from pustakota.contexts.spaces.models.makers import LicenceKind, MachineLicence
from pustakota.contexts.spaces.models.printing import JobState, JobStep, Material, PrintJob, StockLine, StockReason
from pustakota.contexts.spaces.models.recording import (
    Recorded,
    RecordedAnswer,
    RecordedHow,
    RecordingText,
)
from pustakota.contexts.spaces.models.resources import Access, Kind, Mode, Policy, Quota, Resource
from pustakota.contexts.spaces.models.seasons import (
    Allotment,
    Application,
    Season,
    SeasonDate,
    Wish,
)
from pustakota.contexts.spaces.models.waiting import CalendarAddress, Waiting, WaitState, new_secret

__all__ = [
    "Access",
    "Allotment",
    "Application",
    "Blackout",
    "Booking",
    "CalendarAddress",
    "Change",
    "Claim",
    "Computer",
    "Condition",
    "DaySecret",
    "Fault",
    "GuestPass",
    "HandOut",
    "HowEnded",
    "JobState",
    "JobStep",
    "Kind",
    "Layout",
    "LicenceKind",
    "Locker",
    "LockerUse",
    "MachineLicence",
    "Material",
    "Mode",
    "OpensBy",
    "Outage",
    "Picture",
    "Policy",
    "PrintJob",
    "Quota",
    "Recorded",
    "RecordedAnswer",
    "RecordedHow",
    "RecordingText",
    "Resource",
    "Season",
    "SeasonDate",
    "Sitting",
    "SittingPolicy",
    "State",
    "StockLine",
    "StockReason",
    "Turn",
    "TurnState",
    "WaitState",
    "Waiting",
    "Wish",
    "new_code",
    "new_photo_code",
    "new_secret",
]
