"""A chat with others in it, outside of any server: as much a shared place as a server is."""

from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery, Where
from tests.journeys.walks import answers_all, begin

WORDS = "I love our Sundays"


async def test_a_chat_with_others_in_it_never_gets_somebodys_words(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await answers_all(ada)
    await ada.presses("Make my card")
    assert WORDS in ada.page.text
    over = str(ada.page.button("Look it all over")["custom_id"])
    card = over.replace("review/", "here/")
    await ada.presses("More")
    file = str(ada.page.button("Save as a file")["custom_id"])
    await ada.presses("Back to the card")
    await ada.presses("Look it all over")
    assert WORDS in ada.page.text
    form = str(ada.page.menu("6. What do I want to communicate?")["custom_id"])
    for forgery in (
        Forgery(card, where=Where.IN_GROUP),
        Forgery(over, where=Where.IN_GROUP),
        Forgery(file, where=Where.IN_GROUP),
        Forgery(form, values=["message"], where=Where.IN_GROUP),
    ):
        [answer] = await Forger(house, ada).send([forgery])
        assert answer.text, "it is answered"
        assert WORDS not in answer.text
        assert ada.whisper.hidden, "and nobody else sees that it is"
        assert not ada.whisper.files
