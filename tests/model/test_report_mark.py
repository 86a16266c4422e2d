"""The mark of a report: which records it was made from, without telling their ids or what they say."""

from hypothesis import given
from hypothesis import strategies as st

from actionlab.model.places import place_of
from actionlab.model.report_mark import ReportMark, compared, digests, from_properties, to_properties

WAS = {"obs-0001": "a1", "ins-0001": "b1", "act-0001": "c1"}
IDS = st.text("abcdefghjkmnpqrstvwxyz0123456789-", min_size=1, max_size=12)
VERSIONS = st.dictionaries(IDS, IDS, max_size=12)


def made_from(versions: dict[str, str]) -> ReportMark:
    return ReportMark(report="feedback", rests_on=digests(versions))


def test_what_stayed_changed_went_and_came_is_told_apart() -> None:
    found = compared(made_from(WAS), {"obs-0001": "a1", "ins-0001": "b2", "trn-0001": "d1"})

    assert found.same == ("obs-0001",)
    assert found.changed == ("ins-0001",)
    assert found.gone == 1
    assert found.added == ("trn-0001",)


@given(VERSIONS, VERSIONS)
def test_each_record_of_then_and_of_now_is_counted_once(then: dict[str, str], now: dict[str, str]) -> None:
    found = compared(made_from(then), now)

    assert sorted((*found.same, *found.changed, *found.added)) == sorted(now)
    assert len(found.same) + len(found.changed) + found.gone == len(then)
    assert set(found.same) == {each for each in now if then.get(each) == now[each]}


@given(VERSIONS)
def test_it_comes_back_from_properties_that_word_keeps_whole(versions: dict[str, str]) -> None:
    properties = to_properties(made_from(versions))

    assert from_properties(properties) == made_from(versions)
    assert all(len(text) <= 255 for text in properties.values())


def test_a_mark_that_is_not_whole_is_none() -> None:
    properties = to_properties(made_from({f"obs-{number:04}": "a" for number in range(60)}))
    properties.pop("actionlab.report.2")

    assert from_properties(properties) is None
    assert from_properties({}) is None


def test_it_tells_no_id_and_no_version() -> None:
    told = "".join(to_properties(made_from({"obs-geheim1": "0123456789abcdef"})).values())

    assert "geheim" not in told
    assert "01234567" not in told


def test_the_order_of_the_records_makes_no_difference() -> None:
    assert digests(WAS) == digests(dict(reversed(WAS.items())))


def test_a_place_is_the_same_everywhere_and_fits_a_bookmark_of_word() -> None:
    assert place_of("ins-0001") == place_of("ins-0001") != place_of("ins-0002")
    assert len(place_of("ins-" + "x" * 60)) <= 40
    assert place_of("ins-0001").replace("_", "").isalnum()
