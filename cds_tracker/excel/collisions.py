"""Names of columns that stand for several fields: how well the values go with each, and where they do not decide."""

from cds_tracker.domain.units import Registry
from cds_tracker.excel.profile import Profile

FITS = 0.5  # of the values
_SOME, _NEARLY = 0.25, 0.8
_HALF = (0.35, 0.65)


def fit(name: str, free: tuple[str, ...], profile: Profile, registry: Registry) -> float:
    """How well the values go with a field, of those that are ``free``; their order decides between equals."""
    if name == "deadline":
        return profile.deadlines()
    if name == "completed_on":
        return profile.days()
    if name == "progress":
        return profile.shares() + (0.01 if profile.shares() >= profile.states() else 0)
    if name == "status":
        return profile.states()
    if name == "lead":
        return profile.units(registry)
    if name == "measure":
        return 0.51 if profile.units(registry) < FITS else 0.0
    shares = {"status": profile.states(), "progress": profile.shares(), "deadline": profile.deadlines()}
    others = max((share for rival, share in shares.items() if rival in free), default=0.0)
    if name == "result":
        elsewhere = sum(shares[rival] for rival in ("status", "progress") if rival in free)
        told = profile.deeds() > profile.documents() and elsewhere < _NEARLY
        return 0.9 * profile.text() if told else 0.59 * (1 - others)
    if name == "deliverable":
        return 0.6 * profile.text() + (0.2 if profile.documents() >= profile.deeds() else -0.2) if others < _NEARLY else 0.0
    return 0.5


def rivals(best: str, names: tuple[str, ...], profile: Profile, registry: Registry) -> tuple[str, ...]:
    """The other fields that the values could as well be meant for: nothing in them decides."""
    return tuple(name for name in names if name != best and _is_open(best, name, profile, registry))


def _is_open(best: str, other: str, profile: Profile, registry: Registry) -> bool:
    pair = {best, other}
    if pair == {"deliverable", "result"}:
        named, done = profile.documents(), profile.deeds()
        return max(named, done) < _SOME or min(named, done) * 2 > max(named, done)
    if pair == {"lead", "measure"}:
        return _SOME <= profile.units(registry) <= 1 - _SOME
    if pair == {"result", "status"}:
        return _HALF[0] <= profile.states() <= _HALF[1]
    if "deadline" in pair:
        said = {"status": profile.states, "progress": profile.shares}.get((pair - {"deadline"}).pop(), profile.text)()
        return min(profile.deadlines(), said) >= _SOME
    return False
