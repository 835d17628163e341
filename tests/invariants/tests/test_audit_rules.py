"""The audit notices each way in which somebody's words could be somewhere else."""

import logging
from pathlib import Path
from typing import Any

import pytest

from tests.invariants import audit
from tests.invariants.record import PRESS, SLASH, Record
from tests.invariants.words import Words

ADA, BEN, BOT, ADAS_DM, BENS_DM, CHANNEL = 1, 2, 99, 11, 12, 20
SENTENCE = "We have not really talked since that winter in the old house"


@pytest.fixture
def words() -> Words:
    words = Words()
    words.typed[SENTENCE].add(ADA)
    words.chosen["A tightness in the chest"].add(ADA)
    return words


@pytest.fixture
def record() -> Record:
    return Record(whose_dm={ADAS_DM: ADA, BENS_DM: BEN}.get)


def asked(*, shared: bool, flags: int = 0, kind: int = PRESS) -> dict[str, Any]:
    user = {"id": str(ADA)}
    where = {"guild_id": "5", "member": {"user": user}} if shared else {"user": user, "context": 1}
    page = {} if kind == SLASH else {"message": {"flags": flags}}
    return {"type": kind, "token": "t"} | where | page


def answer(kind: int, text: str, flags: int = 0) -> dict[str, Any]:
    return {"type": kind, "data": {"flags": flags, "components": [{"type": 10, "content": text}]}}


def complaints(record: Record, words: Words) -> str:
    return "\n".join(audit.complaints(record, words, BOT))


def test_their_own_chat_may_hold_their_words(record: Record, words: Words) -> None:
    record.hears("INTERACTION_CREATE", asked(shared=False))
    record.says("POST", "/interactions/1/t/callback", answer(7, SENTENCE))
    record.says("PATCH", f"/channels/{ADAS_DM}/messages/5", {"content": SENTENCE})
    assert complaints(record, words) == ""


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        SENTENCE.upper(),
        f"> {SENTENCE[:20]}\n> {SENTENCE[20:]}",
        SENTENCE.replace(" ", "\\_"),
        f"…{SENTENCE[10:50]}…",
    ],
)
def test_another_persons_chat_may_not_in_whatever_shape(
    record: Record, words: Words, text: str
) -> None:
    record.says("POST", f"/channels/{BENS_DM}/messages", {"content": text})
    assert "left by the wrong door" in complaints(record, words)


@pytest.mark.parametrize("name", ["Lena", "lena", "Mum & Kai"])
def test_nor_may_it_hold_a_name_they_wrote(record: Record, words: Words, name: str) -> None:
    words.typed[name].add(ADA)
    page = {"components": [{"type": 10, "content": f"For a talk with **{name}**."}]}
    record.says("POST", f"/channels/{BENS_DM}/messages", page)
    assert "left by the wrong door" in complaints(record, words)


def test_a_short_word_that_is_ours_too_is_no_leak(record: Record, words: Words) -> None:
    words.typed["tired"].add(ADA)
    record.says("PATCH", f"/channels/{BENS_DM}/messages/5", {"content": "Are you tired?"})
    assert complaints(record, words) == ""


def test_a_form_in_a_server_may_not_be_filled_in_already(record: Record, words: Words) -> None:
    record.hears("INTERACTION_CREATE", asked(shared=True, flags=64))
    field = {"type": 18, "label": "Words", "component": {"type": 4, "value": SENTENCE}}
    form = {"type": 9, "data": {"components": [field]}}
    record.says("POST", "/interactions/1/t/callback", form)
    assert "left by the wrong door" in complaints(record, words)


def test_a_choice_is_not_repeated_in_a_server(record: Record, words: Words) -> None:
    record.hears("INTERACTION_CREATE", asked(shared=True, flags=64))
    page = answer(7, "You chose: a tightness in the chest")
    record.says("POST", "/interactions/1/t/callback", page)
    assert "repeated in a server" in complaints(record, words)


def test_a_menu_in_a_server_does_not_show_what_was_chosen(record: Record, words: Words) -> None:
    record.hears("INTERACTION_CREATE", asked(shared=True, flags=64))
    menu = {"type": 3, "options": [{"label": "Chest", "value": "chest", "default": True}]}
    page = {"type": 7, "data": {"components": [{"type": 1, "components": [menu]}]}}
    record.says("POST", "/interactions/1/t/callback", page)
    assert "shows what was chosen before" in complaints(record, words)


@pytest.mark.parametrize(
    ("before", "answers"),
    [
        (asked(shared=True, kind=SLASH), [answer(4, "Check your messages.")]),
        (asked(shared=True, flags=0), [answer(7, "Where are you now?")]),
        (asked(shared=True, kind=SLASH), [{"type": 5}]),
    ],
)
def test_nothing_is_said_in_a_server_that_others_see(
    record: Record, words: Words, before: dict[str, Any], answers: list[Any]
) -> None:
    record.hears("INTERACTION_CREATE", before)
    for body in answers:
        record.says("POST", "/interactions/1/t/callback", body)
    assert "where others can see it" in complaints(record, words)


def test_what_follows_a_public_thinking_is_public(record: Record, words: Words) -> None:
    record.hears("INTERACTION_CREATE", asked(shared=True, kind=SLASH))
    record.says("POST", "/interactions/1/t/callback", {"type": 5})
    record.says("POST", "/webhooks/9/t", {"content": "Only for you.", "flags": 64})
    assert complaints(record, words).count("where others can see it") == 2


def test_nor_is_a_public_page_changed_by_and_by(record: Record, words: Words) -> None:
    record.hears("INTERACTION_CREATE", asked(shared=True, flags=0))
    record.says("POST", "/interactions/1/t/callback", {"type": 6})
    assert complaints(record, words) == ""
    record.says("PATCH", "/webhooks/9/t/messages/@original", {"content": "Where are you now?"})
    assert "where others can see it" in complaints(record, words)


def test_a_hidden_sentence_of_ours_in_a_server_is_fine(record: Record, words: Words) -> None:
    record.hears("INTERACTION_CREATE", asked(shared=True, kind=SLASH))
    record.says("POST", "/interactions/1/t/callback", {"type": 5, "data": {"flags": 64}})
    record.says("PATCH", "/webhooks/9/t/messages/@original", {"content": "I've sent you one."})
    assert complaints(record, words) == ""


def test_everybody_sees_nothing_of_the_bot(record: Record, words: Words) -> None:
    record.hears("MESSAGE_CREATE", {"channel_id": CHANNEL, "author": {"id": BOT}, "content": "Hi"})
    record.hears("TYPING_START", {"channel_id": CHANNEL, "user_id": BOT})
    record.hears("MESSAGE_CREATE", {"channel_id": CHANNEL, "author": {"id": BEN}, "content": "Hi"})
    assert complaints(record, words).count("everybody saw") == 2


def test_a_log_is_searched_through_its_arguments_errors_and_extras(words: Words) -> None:
    def log(**fields: object) -> logging.LogRecord:
        return logging.makeLogRecord({"name": "bot", "msg": "kept"} | fields)

    failed = log(exc_info=(ValueError, ValueError(SENTENCE), None))
    for record in (log(msg="%s", args=(SENTENCE,)), log(words=SENTENCE), failed):
        assert audit.log_complaints([record], words)
    assert not audit.log_complaints([log()], words)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16"])
def test_a_file_is_searched_byte_by_byte(tmp_path: Path, words: Words, encoding: str) -> None:
    (tmp_path / "data.db").write_bytes(b"\x00\xff" * 5000 + SENTENCE[5:].encode(encoding))
    assert audit.disk_complaints(tmp_path, words)


def test_a_file_with_other_things_in_it_is_fine(tmp_path: Path, words: Words) -> None:
    (tmp_path / "data.db").write_bytes(bytes(range(256)) * 64)
    assert not audit.disk_complaints(tmp_path, words)


def test_a_sentence_that_also_stands_in_our_own_texts_is_nobodys(record: Record) -> None:
    words = Words()
    words.typed["Nothing you write is ever posted in a channel."].add(ADA)
    text = next(iter(words.typed))
    record.says("PATCH", f"/channels/{BENS_DM}/messages/5", {"content": text})
    assert complaints(record, words) == ""
