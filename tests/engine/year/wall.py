"""The clock on the wall of a unit, read once more: days, midnights, quiet hours. Nothing of the domain is asked."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from arende.domain.notice.rules import NoticeRules


def awake(at: datetime, rules: NoticeRules, zone: str) -> datetime:
    """When the clock on the wall shows no quiet hour any more."""
    if rules.quiet is None or not quiet(at, rules, zone):
        return at
    wall, end = at.astimezone(ZoneInfo(zone)), time.fromisoformat(rules.quiet.end)
    later = wall.date() + timedelta(days=wall.time() >= end)
    return datetime.combine(later, end, ZoneInfo(zone))


def quiet(at: datetime, rules: NoticeRules, zone: str) -> bool:
    """Whether the clock on the wall shows a quiet hour."""
    if rules.quiet is None:
        return False
    shown = at.astimezone(ZoneInfo(zone)).time()
    start, end = time.fromisoformat(rules.quiet.start), time.fromisoformat(rules.quiet.end)
    return start <= shown < end if start < end else shown >= start or shown < end


def day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def midnight(of: date, zone: str) -> datetime:
    """When that day begins."""
    return datetime.combine(of, time(0), ZoneInfo(zone))
