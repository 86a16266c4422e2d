"""When: a day in few words: how far it is from today, or short with its year."""

import datetime as dt

from actionlab.i18n import _, current_language
from actionlab.report.format import month

# to count further in days, and then in weeks, says less than the next larger measure
_DAYS_MOST, _WEEKS_MOST = 14, 10
_DAYS_A_MONTH = 30.44


def short_day(day: dt.date) -> str:
    """Give a day in at most eleven characters: "12 mrt 2026"."""
    name = month(day, current_language()).partition(" ")[0]
    # the only Dutch month that is not shortened to its first letters
    return f"{day.day} {'mrt' if name == 'maart' else name[:3]} {day.year}"


def short(stored: str) -> str:
    """Give a day that is known as ISO text in short; a dash for none, and a month as it stands."""
    try:
        return short_day(dt.date.fromisoformat(stored))
    except ValueError:
        return stored or "–"


def ahead(day: dt.date, today: dt.date) -> str:
    """Give how far ahead a day is: today, tomorrow, in 3 days, in 2 weeks."""
    if day <= today:
        return _("today")
    if (day - today).days == 1:
        return _("tomorrow")
    return _told(day - today, _("in {n} days"), _("in {n} weeks"), _("in {n} months"))


def too_late(day: dt.date, today: dt.date) -> str:
    """Give how long ago a day was on which something had to be done."""
    if day >= today:
        return _("too late")
    if (today - day).days == 1:
        return _("1 day too late")
    return _told(today - day, _("{n} days too late"), _("{n} weeks too late"), _("{n} months too late"))


def ago(day: dt.date, today: dt.date) -> str:
    """Give how long ago a day was: today, yesterday, 3 days ago, 2 weeks ago."""
    if day >= today:
        return _("today")
    if (today - day).days == 1:
        return _("yesterday")
    return _told(today - day, _("{n} days ago"), _("{n} weeks ago"), _("{n} months ago"))


def _told(far: dt.timedelta, days: str, weeks: str, months: str) -> str:
    if far.days < _DAYS_MOST:
        return days.format(n=far.days)
    if far.days < 7 * _WEEKS_MOST:
        return weeks.format(n=far.days // 7)
    return months.format(n=round(far.days / _DAYS_A_MONTH))
