"""Made ids: the id of a record that was brought in follows from where it came from (docs/decisions/0017)."""

import hashlib

import msgspec

from actionlab.model.kinds import KINDS
from actionlab.store.versions import Versions

# a sign for each byte, by its last five bits
_SIGNS = b"0123456789abcdefghjkmnpqrstvwxyz" * 8


def made_id(kind_id: str, *parts: object) -> str:
    """Give the id of a record of this kind that follows from `parts`: the same parts, the same id."""
    return _id_from(KINDS[kind_id].prefix, [kind_id, *parts])


def living_id(record_id: str, versions: Versions, *, again: bool) -> str:
    """Give the id under which something stands that first had this made id, and was perhaps erased since.

    Each time that it came in once more it got the next id. With `again` that is an id that nobody has had;
    without, the id of what was erased last, when it is not there.
    """
    current = record_id
    while versions.is_erased(current):
        following = _id_from(current.partition("-")[0], ["again", current])
        known = versions.records.get(following) is not None or versions.is_erased(following)
        if not (known or again):
            return current
        current = following
    return current


def _id_from(prefix: str, parts: list[object]) -> str:
    digest = hashlib.blake2b(msgspec.json.encode(parts, order="sorted"), digest_size=8).digest()
    return f"{prefix}-" + digest.translate(_SIGNS).decode()
