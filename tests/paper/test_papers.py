"""A page to print, as somebody asks for it: where it is, what it is, and when there is none."""

import pytest

from bot.features.printing.journey import MOST_IN_A_MINUTE
from bot.ui.model import Notice
from tests.actors import Person
from tests.journeys.walks import LIBRARY, answers_all, begin
from tests.paper.reading import missing, read, text_of

pytestmark = pytest.mark.long


async def finished(who: Person) -> None:
    await begin(who)
    await answers_all(who)
    await who.presses("Make my card")


async def test_the_finished_card_comes_as_a_page_and_can_be_taken_out_again(ada: Person) -> None:
    await finished(ada)
    await ada.presses("More")
    await ada.presses("A page to print")
    for size, label in (("A4", "On A4"), ("Letter", "On Letter")):
        await ada.presses(label)
        ((name, pdf),) = ada.files.items()
        assert name.startswith("notes-")
        assert name.endswith(".pdf")
        assert not missing(text_of(pdf), ["For a talk with Lena", "I love having everyone here."])
        assert (round(read(pdf).pages[0].mediabox.width) == 595) == (size == "A4")
        await ada.presses("Take the file out of the chat again")
        assert not ada.files
    await ada.presses("Back")
    assert "For a talk with Lena" in ada.page.text


async def test_talking_points_come_as_a_picture_for_a_phone(ada: Person) -> None:
    await finished(ada)
    await ada.presses("More")
    await ada.presses("A page to print")
    await ada.presses("For a phone")
    ((name, png),) = ada.files.items()
    assert name.endswith(".png")
    assert png.startswith(b"\x89PNG")


async def test_examples_and_empty_sheets_are_there_for_anybody(ada: Person) -> None:
    await ada.runs("/example", where=ada.dm)
    await ada.presses("On paper")
    await ada.chooses("Body check-in: an empty sheet")
    await ada.presses("On Letter")
    ((_, pdf),) = ada.files.items()
    assert not missing(text_of(pdf), ["Where do you notice something?", "bittersweet"])
    await ada.presses("Back to the sheets")
    await ada.chooses("Closeness check: the example")
    await ada.presses("On A4")
    assert not missing(text_of(next(iter(ada.files.values()))), ["Mara thinks about Lena"])


async def test_somebody_elses_card_is_printed_for_nobody(ada: Person, ben: Person) -> None:
    await finished(ada)
    await ada.presses("More")
    await ada.presses("A page to print")
    press = str(ada.page.button("On A4")["custom_id"])
    await begin(ben)
    await ben.forges(press)
    assert LIBRARY.say("paper_page.gone") in ben.page.text
    assert not ben.files


async def test_a_deleted_card_and_an_unfinished_one_have_no_page(ada: Person) -> None:
    await begin(ada)
    press = str(ada.page.button("Help now")["custom_id"])
    id = press.split("/")[1]
    await ada.forges(f"paper/{id}/card/a4")
    assert LIBRARY.say("paper_page.gone") in ada.page.text
    assert not ada.files


async def test_a_few_pages_a_minute_and_then_a_pause(ada: Person) -> None:
    await ada.runs("/example", where=ada.dm)
    await ada.presses("On paper")
    await ada.chooses("Body check-in: an empty sheet")
    sheet = ada.page
    for _ in range(MOST_IN_A_MINUTE):
        await ada.presses("On A4", on=sheet)
    assert len([page for page in ada.inbox if page.files]) == MOST_IN_A_MINUTE
    await ada.presses("On A4", on=sheet)
    assert LIBRARY.say("paper_page.pause") in ada.sees[-1].text


async def test_where_others_might_look_no_file_is_handed_over(ada: Person) -> None:
    ada.dms_closed()
    await ada.runs("/example")
    await ada.presses(LIBRARY.say("dm_closed.buttons.1"))
    await ada.presses("On paper")
    await ada.chooses("Body check-in: an empty sheet")
    assert LIBRARY.notices[Notice.NOT_HERE] in ada.whisper.text
    assert not any(page.files for page in ada.sees)
