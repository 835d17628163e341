"""Where every command and every press arrives: which journey it belongs to, and nothing else."""

from dataclasses import replace

from bot.cards import example, listening, trouble, welcome
from bot.cards.controls import help_now, with_hiding
from bot.confidential import Confidential
from bot.doors import Card, Clearing, Keepsake, PersonId, Reply
from bot.flow.agenda import Entry, Kind
from bot.flow.presses import Press
from bot.heard import Heard
from bot.journeys.afterwards import Afterwards
from bot.journeys.belongings import Belongings, went_to
from bot.journeys.carrying import Carrying
from bot.journeys.checkin import Checkin
from bot.journeys.closeness import Closeness
from bot.journeys.consent import Consent
from bot.journeys.desk import Desk, Kept, Unagreed
from bot.journeys.helping import Helping
from bot.journeys.home import Home
from bot.journeys.kept import Thing
from bot.journeys.lock import Lock
from bot.journeys.papers import Papers
from bot.journeys.reminding import Reminding
from bot.journeys.retiring import Retiring
from bot.journeys.suggesting import Suggesting
from bot.journeys.takeaways import Takeaways
from bot.journeys.walkthrough import Walkthrough, number
from bot.journeys.weeks import Weeks
from bot.store.records import Shelf

# What may be done before agreeing, or after what was agreed has changed: reading, help, seeing
# and deleting what is there, and stopping a nudge. Everything else could keep something.
WITHOUT_CONSENT = frozenset(
    {
        *("unreadable", "help", "topic", "country", "remember", "consent", "agree", "decline"),
        *("watched", "listening"),
        *("more", "menu", "original", "privacy", "example", "stay", "again", "clear", "takeout"),
        *("mine", "open", "saveall", "letgo", "gone", "forget", "forgotten", "settings"),
        *("reminder", "go", "here", "walk", "carry", "retire", "paper", "lock"),
    }
)
# Answered even where nothing can be read.
WITHOUT_STORE = frozenset({"help-now", "original", "example", "privacy", "about"})


class Reception:
    """The journeys of the house."""

    def __init__(self, at: Desk) -> None:
        self._desk = at
        self._library = at.library
        self._consent = Consent(at)
        self._walkthrough = Walkthrough(at, self._consent)
        self._helping = Helping(at)
        self._closeness = Closeness(at, self._consent, self._walkthrough)
        self._checkin = Checkin(at, self._consent, self._walkthrough)
        self._takeaways = Takeaways(at, self._consent)
        self._reminding = Reminding(at, self._consent, self._led)
        self._afterwards = Afterwards(at)
        self._belongings = Belongings(
            at,
            {
                Kept.WALKTHROUGH: self._walkthrough.kept,
                Kept.CLOSENESS: self._closeness.kept,
                Kept.CHECKIN: self._checkin.kept,
                Kept.TAKEAWAY: self._takeaways.kept,
                Kept.DEBRIEF: self._afterwards.kept,
            },
        )
        self._carrying = Carrying(at, self._consent, self._belongings.some_in)
        self._belongings.saves_by(self._carrying)
        self._papers = Papers(at)
        self._weeks = Weeks(at, self._papers)
        self._retiring = Retiring(at, self._consent, self._walkthrough)
        self._suggesting = Suggesting(at)
        self._home = Home(at, self._belongings)
        self._lock = Lock(at)

    async def command(
        self, name: str, person: PersonId, given: Confidential[str] | None = None
    ) -> Card:
        """A slash command with what was put into its option, or the same thing from a page."""
        async with self._desk.where(person):
            return with_hiding(self._library, await self._command(name, person, given))

    async def _command(
        self, name: str, person: PersonId, given: Confidential[str] | None = None
    ) -> Card:
        if name not in WITHOUT_STORE:
            # Whoever was out of reach is here again.
            await self._desk.store.agenda.wake(person, self._desk.now())
        library, host = self._library, self._desk.host
        match name:
            case name if name in library.scripts:
                return await self._walkthrough.open(person, library.scripts[name])
            case "closeness":
                return await self._closeness.open(person)
            case "checkin":
                return await self._checkin.open(person)
            case "takeaways":
                return await self._takeaways.open(person)
            case "reminder":
                return await self._reminding.open(person, given)
            case "my-words" | "mine":
                return await self._belongings.open(person)
            case "help-now":
                return await self._helping.open(person)
            case "original" if script := library.with_original:
                return example.original_page(library, script)
            case "example" if script := library.with_example:
                return example.example_page(library, script)
            case "privacy":
                return welcome.privacy(library, host, own_key=await self._lock.is_open(person))
            case "lock":
                return await self._lock.open(person)
            case "about":
                return welcome.about(library, host)
            case _:
                return await self._home.open(person)

    async def answer(self, heard: Heard) -> Reply:
        """A press of a button, a choice in a menu, or a form that was sent."""
        async with self._desk.where(heard.person):
            try:
                reply = await self._answer(heard)
            except Unagreed:
                reply = self._consent.anew(heard)
        match reply:
            case Card() as card:
                return with_hiding(self._library, card)
            case Keepsake() as file:
                return replace(file, card=with_hiding(self._library, file.card))
            case _:
                return reply

    async def _answer(self, heard: Heard) -> Reply:
        press, library = heard.press, self._library
        if press.verb not in WITHOUT_CONSENT and (page := await self._consent.first(heard)):
            return page
        match press.verb:
            case "unreadable":
                return trouble.old_button(library, heard.given if heard.private else {})
            case "help" | "topic" | "country" | "remember":
                return await self._helping.press(heard)
            case "consent" | "agree" | "decline" | "more":
                return await self._agreement(heard)
            case "menu" | "original" | "privacy":
                return await self.command(press.verb, heard.person)
            case "mine":
                return await self._belongings.open(heard.person, number(press.detail))
            case "settings":
                return self._home.settings()
            case "go":
                return await self._go(heard, await self._belongings.chosen(heard))
            case "walk":
                return await self.command(press.step, heard.person)
            case "stay":
                return await self.command(press.detail, heard.person)
            case "watched":
                return welcome.watched(library, press.detail)
            case "listening":
                return listening.listening_page(library)
            case "example":
                return await self._example(heard)
            case "closeness":
                return await self._closeness.press(heard)
            case "checkin":
                return await self._checkin.press(heard)
            case "takeaway":
                return await self._takeaways.press(heard)
            case "reminder":
                return await self._reminding.press(heard)
            case "after":
                return await self._afterwards.press(heard)
            case "begin":
                return await self._walkthrough.begin(heard)
            case "resume":
                return await self._walkthrough.resume(heard)
            case "clear":
                return self._cleared(heard.person)
            case "takeout":
                gone = welcome.said(self._library)
                return Clearing(gone, gone, only_this=True)
            case "carry":
                return await self._carrying.press(heard)
            case "retire":
                return await self._retiring.press(heard)
            case "paper":
                return await self._papers.press(heard)
            case "suggest":
                return await self._suggesting.press(heard)
            case "weeks":
                return await self._weeks.press(heard)
            case "lock":
                if heard.press.step == "now":
                    self._carrying.forget(heard.person)
                return await self._lock.press(heard)
            case "open":
                return await self._belongings.item(heard)
            case "saveall":
                return await self._belongings.save(heard)
            case "letgo":
                return self._belongings.ask_one(heard)
            case "gone":
                return await self._belongings.delete_one(heard)
            case "forget":
                return self._belongings.ask_all()
            case "forgotten":
                self._carrying.forget(heard.person)
                return await self._belongings.delete_all(heard)
            case "here":
                return await self._go(heard, await self._belongings.thing(heard))
            case "stop" if press.detail == "clear":
                return self._cleared(heard.person)
            case verb if verb in library.scripts:
                # A home page of before there were several.
                return await self.command(verb, heard.person)
            case _:
                return await self._walkthrough.press(heard)

    async def _led(self, heard: Heard, entry: Entry) -> Reply:
        """From a nudge to what it was about."""
        match entry.kind:
            case Kind.DAILY:
                return await self._checkin.open(heard.person)
            case Kind.AGAIN:
                press = Press("closeness", entry.about, "person")
            case Kind.LINE:
                press = Press("takeaway", entry.about, "again")
            case Kind.BEFORE | Kind.AFTER:
                return await self._afterwards.come(heard.person, entry)
        return await self.answer(replace(heard, press=press))

    async def _go(self, heard: Heard, thing: Thing | None) -> Reply:
        """To something they keep; home, where it is not there any more."""
        there = went_to(heard, thing) if thing else None
        if there is None:
            return await self.command("menu", heard.person)
        if there.press.verb == "here":
            return await self._walkthrough.press(there)
        return await self.answer(there)

    async def _agreement(self, heard: Heard) -> Card:
        library, host, wanted = self._library, self._desk.host, heard.press.detail
        match heard.press.verb:
            case "agree":
                await self._consent.agree(heard)
                return await self.command(wanted, heard.person)
            case "more":
                return welcome.more(library, wanted)
            case "decline":
                return welcome.declined(library, again=await self._keeps(heard.person))
            case _:
                return welcome.consent(library, host, wanted)

    async def _keeps(self, person: PersonId) -> bool:
        """Whether anything is kept that they would see, be it written behind a closed lock."""
        if await self._desk.store.knows(person):
            return True
        async with self._desk.store.journal(person) as journal:
            return any(map(journal.has_any, Shelf))

    async def _example(self, heard: Heard) -> Reply:
        library, kind = self._library, heard.press.detail
        script = library.scripts.get(heard.press.step, library.with_example)
        if script is None or script.id not in library.examples:
            return await self._home.open(heard.person)
        if kind not in {"md", "txt"}:
            return example.example_page(library, script, number(kind.removeprefix("p")))
        blocks = example.example_blocks(library, script)
        return example.keepsake(library, blocks, kind, self._desk.today())

    def _cleared(self, person: PersonId) -> Clearing:
        self._carrying.forget(person)
        self._desk.store.lock.lock_now(person)
        last = ((help_now(self._library),),)
        say = self._library.say
        return Clearing(
            Card((say("clear.done"),), last, fleeting=True),
            Card((say("clear.partly"),), last, fleeting=True),
        )
