"""What somebody keeps, in brief: after any changes it is as if it had been made anew."""

from hypothesis import given
from hypothesis import strategies as st

from bot.store.contents import Brief, Contents

IDS = [bytes([n]) * 16 for n in range(6)]
LENA, TOM = b"lena" * 4, b"tom!" * 4

briefs = st.builds(
    Brief,
    kind=st.sampled_from(["checkin", "walkthrough"]),
    order=st.tuples(st.integers(1, 4)),
    rank=st.just(0),
    touched=st.sampled_from(["", "2026-01-01", "2026-02-01", "2026-02-02"]),
    going=st.booleans(),
    origin=st.sampled_from([b"", *IDS]),
    about=st.just(LENA),
    concerns=st.frozensets(st.sampled_from([LENA, TOM])),
)
changes = st.lists(st.tuples(st.sampled_from(IDS), st.none() | briefs), max_size=30)


@given(changes)
def test_after_any_changes_it_is_as_if_made_anew(made: list[tuple[bytes, Brief | None]]) -> None:
    contents, left = Contents(), dict[bytes, Brief]()
    for id, brief in made:
        if brief is None:
            contents.drop(id)
            left.pop(id, None)
        else:
            contents.put(id, brief)
            left[id] = brief
    anew = Contents()
    for id, brief in left.items():
        anew.put(id, brief)
    assert contents == anew
    assert len(contents) == len(left)


@given(changes)
def test_each_question_has_the_answer_a_look_through_everything_has(
    made: list[tuple[bytes, Brief | None]],
) -> None:
    contents = Contents()
    for id, brief in made:
        if brief:
            contents.put(id, brief)
    kept = {id: contents[id] for id in contents.everything()}
    newest = sorted(kept, key=lambda one: (kept[one].touched, kept[one].order, one), reverse=True)
    assert list(contents.everything()) == newest
    assert list(contents.going()) == [id for id in newest if kept[id].going]
    for kind in ("checkin", "walkthrough"):
        mine = [id for id in newest if kept[id].kind == kind]
        inorder = sorted(mine, key=lambda one: (kept[one].order, one), reverse=True)
        assert contents.of(kind) == inorder
        assert contents.count(kind) == len(mine)
        assert contents.newest(kind) == next(iter(inorder), None)
        late = [id for id in mine if kept[id].touched >= "2026-02-01"]
        assert contents.since(kind, "2026-02-01") == late
    of_a_day = [id for id in newest if kept[id].touched == "2026-02-01"]
    assert contents.on("2026-02-01") == of_a_day
    early = {id for id in kept if "" < kept[id].touched < "2026-02-01"}
    assert set(contents.before("2026-02-01")) == early
    for id in IDS:
        assert contents.come_of(id) == {one for one in kept if kept[one].origin == id}
    for who in (LENA, TOM):
        assert contents.concerning(who) == {one for one in kept if who in kept[one].concerns}
