"""What somebody who edits the content may rely on, and what they are told when it is wrong."""

import re
import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.confidential import Confidential
from bot.content import ContentError, load
from bot.content.library import ENGLISH, KNOWN
from bot.features.walkthrough.document import card_blocks
from bot.forms.answers import Answer
from bot.forms.fields import FieldKind
from bot.forms.sitting import CARD, Sitting
from bot.forms.spots import Spot
from bot.preview.terminal import render
from bot.ui.blocks import PLAIN
from tests.unit import known_texts

SOURCE = (Path(__file__).parent / "source.txt").read_text("utf8")
FILES = {p.stem: tomllib.loads(p.read_text("utf8")) for p in ENGLISH.rglob("*.toml")}
PREPARE, INTIMACY, CHECKIN = (FILES[name] for name in ("prepare", "intimacy", "checkin"))


def test_the_twenty_questions_stand_word_for_word_and_in_order() -> None:
    originals = [q["original"] for q in PREPARE["question"]]
    places = [SOURCE.index(q) for q in originals]
    assert len(originals) == 20
    assert places == sorted(places)


def test_the_fifteen_ingredients_stand_word_for_word_and_in_order() -> None:
    items = INTIMACY["item"]
    assert [i["n"] for i in items] == list(range(1, 16))
    places = [SOURCE.index(i["original"]) for i in items]
    assert places == sorted(places)
    themes = [id for theme in INTIMACY["theme"] for id in theme["items"]]
    assert sorted(themes) == sorted(i["id"] for i in items)


def test_a_statement_fits_a_form_even_with_the_longest_name() -> None:
    name = "N" * INTIMACY["scale"]["name_shown_max"]
    for item in INTIMACY["item"]:
        for key in ("feel", "offer", "shared"):
            assert len(item.get(key, "").replace("{name}", name)) <= 100
        assert ("shared" in item) == (item["direction"] == "shared")


def test_the_full_length_is_the_original_order() -> None:
    script = load().talk
    assert script.length("full").questions == tuple(q.id for q in script.questions)


def test_what_is_meant_for_the_card_stands_on_the_card() -> None:
    library = load()
    script, day = library.talk, date(2026, 1, 1)
    for question in script.questions:
        for field in question.fields:
            about = Spot(question.id, field.key) in {script.roles.about, script.roles.first_with}
            if about or not (field.kind.is_words and question.on_card and field.on_card):
                continue
            line = "said the lantern keeper"
            given: Answer = {field.key: [line] if field.kind is FieldKind.LIST else line}
            sitting = Sitting(
                b"s" * 16, script.id, 1, script.whole.id, CARD, day, day,
                answers={question.id: Confidential(given)}, finished=True,
            )  # fmt: skip
            card = PLAIN.document(card_blocks(library, sitting))
            assert card.satisfies(lambda text: "the lantern keeper" in text), (
                f"{question.id}.{field.key} is lost from the card"
            )


def test_nothing_on_a_lock_screen_says_what_this_is_about() -> None:
    rules = CHECKIN["reminders"]
    for text in rules["lock_screen"] + rules["followup_lock_screen"]:
        assert len(text) <= 60
        for word in rules["forbidden_words_on_lock_screen"]:
            assert not re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)


def test_a_helpline_from_memory_is_never_shown_before_somebody_checked_it() -> None:
    safety = load().safety
    lines = [(line, c) for c in safety.countries for line in c.lines]
    for line, country in lines:
        shown = line in country.shown(line.topics)
        assert shown == (
            bool(line.checked_on)
            or (line.status == "seen" and line.stability in {"national", "harmonised", "long"})
        )
        assert line.call or line.text or line.url


def test_a_helpline_nobody_checked_for_half_a_year_is_stale() -> None:
    line = load().safety.countries[0].lines[0]
    assert line.is_stale(date(2026, 11, 23), 180)


def test_the_closeness_example_answers_all_fifteen() -> None:
    scale = {o["id"] for o in INTIMACY["scale"]["options"]}
    directions = {i["id"]: i["direction"] for i in INTIMACY["item"]}
    for check in FILES["example_intimacy"]["check"]:
        assert sorted(check["answers"]) == sorted(directions)
        for id, answer in check["answers"].items():
            given = {key: answer[key] for key in ("feel", "offer", "shared") if key in answer}
            assert set(given) == ({"shared"} if directions[id] == "shared" else {"feel", "offer"})
            assert set(given.values()) <= scale


def test_no_text_scolds_hurries_or_calls_anybody_a_user() -> None:
    banned = re.compile(
        r"\b(oops|invalid|failed|unfortunately|user|toxic|narciss\w*)\b", re.IGNORECASE
    )
    for path, text in _visible():
        assert not banned.search(text), f"{path}: {text}"
        assert "!" not in text, f"{path}: {text}"


def _visible() -> Iterator[tuple[str, str]]:
    """What a person may meet: texts of the walkthrough and the small texts."""
    rules = ("never", "rule", "note", "effects", "poor_names", "no_guilt", "blocked_later", "list")

    def walk(value: Any, path: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            for key, below in value.items():
                if not key.startswith(rules) and not key.endswith(rules):
                    yield from walk(below, f"{path}.{key}")
        elif isinstance(value, list):
            for below in value:
                yield from walk(below, path)

    for name in (*(script.id for script in load().offered), "microcopy"):
        yield from walk(FILES[name], name)


def test_every_page_can_be_read_in_a_terminal() -> None:
    text = render(load())
    for question in load().talk.questions:
        assert f"full: q-{question.id}" in text
    assert "safety" in text
    assert "{" not in text.replace("{about}", "").replace("{with}", "")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy somebody can edit."""
    shutil.copytree(ENGLISH, tmp_path / "en")
    return tmp_path / "en"


AIM = 'stage = "aim"\noriginal = "What is my goal'
SEEN = 'status = "seen"\nevidence = "https://sheltersafe.ca/about-shelters'

MISTAKES = [
    ("prepare", 'id = "body_where"', 'id = "body_feeling"', ["body_feeling", "never reuse"]),
    ("prepare", 'title = "Body"', 'title = "Body', ["prepare.toml", "missing quote"]),
    ("prepare", 'kind = "intensity"\nlabel', 'kind = "loud"\nlabel', ["loud", "intensity"]),
    ("prepare", AIM, AIM.replace("aim", "goals"), ["goals", "[[stage]]"]),
    ("prepare", "who_for.reach is self", "who_for.reach is me", ["question.field is choice"]),
    ("prepare", '"checkin.need"', '"checkin.wish"', ["checkin.wish", "checkin.need"]),
    ("prepare", 'label = "Where?"', f'label = "{"W" * 46}"', ["46 characters", "Shorten"]),
    ("microcopy", 'finish = "Make my card"', "", ["microcopy.toml", "[review]", "finish"]),
    ("helplines", 'call = "988"', 'call = "+1988"', ["begins with +", "us_988"]),
    ("helplines", '"\nchecked_on = ""', '"\nchecked_on = "soon"', ["soon", "2026-01-31"]),
    ("helplines", '"\nstatus = "seen"', '"\nstatus = "sen"', ["sen", "seen", "us_988"]),
    ("helplines", SEEN, SEEN.replace("seen", "recall", 1), ["ca_sheltersafe", "differ"]),
    ("helplines", 'who = ["women"]', 'who = ["woman"]', ["woman"]),
    ("helplines", 'call = "1737"\ntext = "1737"\nurl = "https://1737.org.nz"', "", ["nz_1737"]),
    ("safety", '"us_988", "ca_988"', '"us_988", "de_988"', ["de_988", "at_once"]),
    ("safety", '"us_988", "ca_988"', '"us_988", "fr_3114"', ["have not one number"]),
    ("prepare.example", 'reach = "yes"', 'reach = "maybe"', ["who_for", "unknown choice"]),
]


def refusal(content: Path, file: str, before: str, after: str) -> str:
    """What somebody is told who changed the one for the other."""
    (path,) = content.rglob(f"{file}.toml")
    text = path.read_text("utf8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf8")
    with pytest.raises(ContentError) as error:
        render(load(content))
    assert str(error.value).startswith(f"{file}.toml")
    return str(error.value)


@pytest.mark.parametrize(("file", "before", "after", "told"), MISTAKES)
def test_a_mistake_is_explained_with_its_file_its_place_and_what_to_do(
    content: Path, file: str, before: str, after: str, told: list[str]
) -> None:
    said = refusal(content, file, before, after)
    for part in told:
        assert part in said


def test_a_missing_file_is_named(content: Path) -> None:
    (content / "safety.toml").unlink()
    with pytest.raises(ContentError, match=r"safety\.toml: the file is missing"):
        load(content)


def test_every_small_text_is_said_and_the_loader_knows_each() -> None:
    """`python -m tests.unit.known_texts` writes the list."""
    there, names = known_texts.in_the_files(), known_texts.said()
    assert set(KNOWN.read_text("utf8").split()) == there
    assert sorted(key for key in there if not known_texts.is_said(key, names)) == []
    tables = {key.partition(".")[0] for key in there}
    lacking = {
        name
        for name in names
        if name.partition(".")[0] in tables
        and "*" not in name
        # What stands before something that is put together there.
        and not name.endswith("_")
        and not any(key == name or key.startswith(f"{name}.") for key in there)
    }
    assert lacking == set(), "said, and not there"


UNKNOWN = [
    ("prepare", "[card]\n", "[card]\nprivate = true\n", ["card", "'private'"]),
    ("prepare", 'help = "Just notice', 'hlep = "Just notice', ["question body_feeling", "help"]),
    ("checkin", "[reminders]\n", "[reminders]\nquiet_hours = 1\n", ["reminders", "'quiet_hours'"]),
    ("intimacy", "[care]\n", "[care]\nundo = 24\n", ["care", "'undo'"]),
    (
        "helplines",
        "[[country.line]]\n",
        "[[country.line]]\nfax = 1\n",
        ["country 1, line 1", "'fax'"],
    ),
    ("safety", "[who]\nwomen", "[whom]\nwomen", ["who"]),
    ("microcopy", "[nav]\n", '[nav]\nforward = "On"\n', ["[nav]", "'forward'"]),
    ("microcopy", 'skip = "Skip this question"', 'skp = "Skip"', ["[nav]", "'skp'", "'skip'"]),
    (
        "pages_lock",
        "[lock_page]\n",
        '[lock_page]\nopned = "x"\n',
        ["[lock_page]", "'opned'", "open"],
    ),
]


@pytest.mark.parametrize(("file", "before", "after", "told"), UNKNOWN)
def test_what_nobody_reads_is_refused_with_the_nearest_name(
    content: Path, file: str, before: str, after: str, told: list[str]
) -> None:
    said = refusal(content, file, before, after)
    for part in told:
        assert part in said, said
