"""Who may be meant by a description, and how far sources are told apart."""

import time
from collections.abc import Mapping
from itertools import groupby

from builders import observation, people, person
from hypothesis import given
from hypothesis import strategies as st

from actionlab.analysis.crowds import Present, Seen, Trait, at_observation, crowd, is_crowd, told_apart
from actionlab.model.records import Records
from actionlab.model.vocabulary import ids
from actionlab.privacy.disclosure import Protection

THREE_TRAITS = ("setting", "phase", "month")
FIVE, EXACT = Protection(k=5), Protection(k=None)


def there(**codes: int) -> Present:
    """So many people of each group, the same ones every time."""
    pairs = frozenset((group, f"{group}-{n}") for group, size in codes.items() for n in range(size))
    return Present(groups=frozenset(codes), codes=pairs)


def test_a_crowd_counts_each_person_once_and_each_group_apart() -> None:
    found = crowd([there(resident=3), there(resident=2, professional=4), there(employer=0)])
    assert found == {"resident": 3, "professional": 4, "employer": 0}


def test_people_without_a_code_may_be_the_same_every_time() -> None:
    session = Present(groups=frozenset({"resident"}), heads={"resident": 4})
    assert crowd([session, session, there(resident=3)]) == {"resident": 4}


def test_nobody_is_no_crowd() -> None:
    assert not is_crowd([], FIVE)
    assert not is_crowd([there(resident=5, professional=0)], FIVE)
    assert is_crowd([there(resident=5)], FIVE)
    assert is_crowd([], EXACT)


def test_who_was_at_an_observation_is_read_from_roles_and_codes() -> None:
    known = Records([*people(2), person("HOU-TEAM", group="professional", role="researcher")])
    seen = observation(
        present_roles=["jobcoach", "researcher"], participants=["HOU-AAAA", "HOU-TEAM", "HOU-ZZZZ"]
    )
    assert at_observation(seen.data, known) == Present(
        groups=frozenset({"professional", "resident"}), codes=frozenset({("resident", "HOU-AAAA")})
    )
    assert at_observation(observation().data, known).groups == frozenset(ids("participant_group"))
    assert not at_observation(observation(present_roles=["trainer"]).data, known).groups


SOMEBODY = st.tuples(st.sampled_from(["resident", "professional"]), st.integers(0, 11).map(str))
WHO = st.builds(
    lambda codes, more: Present(groups=frozenset({group for group, _ in codes} | more), codes=codes),
    st.frozensets(SOMEBODY, max_size=6),
    st.frozensets(st.sampled_from(["resident", "professional", "employer"]), max_size=1),
)
TRAITS = st.fixed_dictionaries({name: st.sampled_from([None, "a", "a", "b"]) for name in THREE_TRAITS})
SOURCES = st.lists(st.tuples(TRAITS, WHO), max_size=14).map(
    lambda found: [
        Seen(id=str(n), traits=traits, present=present) for n, (traits, present) in enumerate(found)
    ]
)


def words(told: Mapping[str, Trait]) -> list[tuple[str, str]]:
    return sorted((name, str(value)) for name, value in told.items())


@given(SOURCES)
def test_sources_with_the_same_description_are_a_crowd(seen: list[Seen]) -> None:
    told = told_apart(seen, THREE_TRAITS, FIVE)
    everybody = crowd(each.present for each in seen)
    for said, alike in groupby(
        sorted(seen, key=lambda each: words(told[each.id])), lambda each: words(told[each.id])
    ):
        for group, n in crowd(each.present for each in alike).items():
            assert n >= (5 if said else min(5, everybody[group]))


@given(SOURCES)
def test_what_is_said_is_true_and_researchers_are_told_everything(seen: list[Seen]) -> None:
    told = told_apart(seen, THREE_TRAITS, FIVE)
    assert told.keys() == {each.id for each in seen}
    assert all(each.traits[name] == said for each in seen for name, said in told[each.id].items())
    everything = {
        each.id: {name: value for name, value in each.traits.items() if value is not None} for each in seen
    }
    assert told_apart(seen, THREE_TRAITS, EXACT) == everything


@given(SOURCES, st.randoms())
def test_neither_order_nor_id_decides_what_is_said(seen: list[Seen], dice: object) -> None:
    told = told_apart(seen, THREE_TRAITS, FIVE)
    renamed = [Seen(id=f"{99 - int(each.id)}", traits=each.traits, present=each.present) for each in seen]
    again = told_apart(list(reversed(renamed)), THREE_TRAITS, FIVE)

    def by_facts(found: list[Seen], said: Mapping[str, Mapping[str, Trait]]) -> list[str]:
        return sorted(
            repr((sorted(each.traits.items()), sorted(each.present.codes), words(said[each.id])))
            for each in found
        )

    assert by_facts(seen, told) == by_facts(renamed, again)


def test_of_two_meetings_of_the_same_people_the_calendar_decides_and_not_the_id() -> None:
    """One of the two is needed to hide who was at the workplace: always the same one."""

    def described(first: str, second: str) -> set[str]:
        meetings = [
            Seen(id=name, day=day, traits={"setting": "team"}, present=there(professional=6))
            for name, day in ((first, "2026-01-05"), (second, "2026-01-19"))
        ]
        alone = Seen(id="x", day="2026-01-07", traits={"setting": "workplace"}, present=there(professional=1))
        told = told_apart([*meetings, alone], ("setting",), FIVE)
        return {each.day for each in meetings if told[each.id]}

    assert described("a", "b") == described("b", "a")
    assert len(described("a", "b")) == 1


def test_ten_times_as_many_sources_take_ten_times_as_long() -> None:
    def seconds(n: int) -> float:
        seen = [
            Seen(
                id=f"{each:05}",
                traits={"setting": str(each % 19), "phase": str(each % 5), "month": str(each % 12)},
                present=Present(
                    groups=frozenset({"resident"}), codes=frozenset({("resident", str(each % 60))})
                ),
            )
            for each in range(n)
        ]
        begun = time.process_time()
        told_apart(seen, THREE_TRAITS, FIVE)
        return time.process_time() - begun

    # a hundred times when every source is held against every other
    assert min(seconds(2000) for _ in range(3)) < 40 * min(seconds(200) for _ in range(3))
