"""The registry: every red flag, one line each."""

from risk.redflags.flag import Flag
from risk.redflags.r003 import ShortPeriod
from risk.redflags.r018 import SingleBid
from risk.redflags.r024 import ClosePrice
from risk.redflags.r025 import RarelyWins
from risk.redflags.r028 import SamePrice
from risk.redflags.r030 import LateBidWon
from risk.redflags.r035 import OnlyWinnerQualified
from risk.redflags.r036 import LowestDisqualified
from risk.redflags.r038 import ManyDisqualified
from risk.redflags.r048 import ManyClasses
from risk.redflags.r058 import HeavyDiscount

FLAGS: tuple[type[Flag], ...] = (
    ShortPeriod,
    SingleBid,
    ClosePrice,
    RarelyWins,
    SamePrice,
    LateBidWon,
    OnlyWinnerQualified,
    LowestDisqualified,
    ManyDisqualified,
    ManyClasses,
    HeavyDiscount,
)

BY_CODE = {flag.code: flag for flag in FLAGS}
