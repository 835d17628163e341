"""Somebody writes a walkthrough of their own: from a beginning to a bot that offers it."""

import pytest

from tests.command.conftest import Shell

MINE = "walks/ask_for.toml"
REWORDED = '{ question = "wish", ask = "For me?", label = "For me?", fields = ["text"] }'


@pytest.fixture
def begun(shell: Shell) -> Shell:
    """With a beginning of their own."""
    made = shell.bot("walkthrough", "new", MINE)
    assert made.code == 0, made.err
    assert "walkthrough check walks/ask_for.toml" in made.out
    return shell


def change(shell: Shell, before: str, after: str) -> None:
    file = shell.folder / MINE
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")


def test_a_beginning_is_whole_and_every_page_of_it_is_shown(begun: Shell) -> None:
    looked = begun.bot("walkthrough", "check", MINE)
    assert (looked.code, looked.err) == (0, "")
    assert "(ask_for, edition 1, en): 4 questions, every page can be shown." in looked.out
    assert "Nobody has looked it over yet" in looked.out
    shown = begun.bot("walkthrough", "preview", MINE)
    assert shown.code == 0
    for part in ("How could you ask?", "[Help now]", "Thank you for saying so.", "CC BY"):
        assert (part in shown.out) is (part != "CC BY"), part
    assert "What tone of voice will I use?" not in shown.out, "theirs alone"


def test_the_folder_is_looked_at_as_a_whole(begun: Shell) -> None:
    assert begun.bot("walkthrough", "new", "walks/Second one!.toml").code == 0
    looked = begun.bot("walkthrough", "check", "walks").out
    assert "(ask_for," in looked
    assert "(second_one," in looked


def test_nothing_is_written_over(begun: Shell) -> None:
    change(begun, "your name", "Mia")
    said = begun.bot("walkthrough", "new", MINE)
    assert said.mistake == f"{MINE} is there already: choose another name."
    assert "Mia" in (begun.folder / MINE).read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('author = "your name"\n', "", ["ask_for.toml, the file: 'author' is missing"]),
        ('"One thing. It can be small."', '"One *small* thing."',
         ["question wish", "'help' holds signs that Discord reads as layout"]),
        ('"Here it is. You decide whether you say it."', '"Look [here](https://example.org)."',
         ["length all", "'ends'", "a link"]),
        ('"A nickname is enough."', '"A nickname is enough, <@123>."', ["question whom", "'help'"]),
        ('"First, what it is."', '"@everyone, first what it is."', ["stage wish", "'intro'"]),
        ('"You can leave it unsaid."', '"# Leave it unsaid"', ["card", "'footer'"]),
        ('about = "whom.name"\n', "", ["question whom, field name", "suggestions"]),
        ("max_chars = 60", "max_chars = 9000", ["question whom, field name", "4000"]),
        ('skip = ["words"]', f'skip = ["words"]\nrewords = [{REWORDED}]',
         ["safety_branch", "'fields'"]),
        ('id = "ask_for"', 'id = "prepare"', ["the id 'prepare' is the one of prepare.toml"]),
        ("edition = 1", "edition = 0", ["'edition'"]),
        ('"One thing. It can be small."', '"See https://example.org."',
         ["question wish: 'help' holds a link"]),
        ('"One thing. It can be small."', '"One thing, {name}."',
         ["question wish: 'help' holds {name}, which nothing fills"]),
        ('"One thing. It can be small."', '"One thing {[tap](https://evil.example) <@1>."',
         ["question wish: 'help' holds signs"]),
        ('"One thing. It can be small."', '"One thing {@everyone}."', ["'help' holds signs"]),
        ('"One thing. It can be small."', '"One {thing."', ["half a pair of braces"]),
        ('"One thing. It can be small."', '"One\u00ad thing\u3164."', ["letters that nobody sees"]),
        ('opens = "A few', f'opens = "{"x" * 800} A few', ["'opens' has 8", "at most 700"]),
        ('detail = "Four questions"', f'detail = "{"x" * 200}"', ["'detail' has 200"]),
        ('label = "A name, nickname or initials"', 'label = ""', ["a label is empty"]),
        ("max = 3", "max = 0", ["question matters, field needs", "'max' is 0"]),
        ('title = "All four questions"', 'title = ""', ["length all: 'title' is empty"]),
    ],
)  # fmt: skip
def test_each_mistake_is_one_sentence_with_its_place(
    begun: Shell, before: str, after: str, told: list[str]
) -> None:
    change(begun, before, after)
    said = begun.bot("walkthrough", "check", MINE).mistake
    for part in told:
        assert part in said, said


@pytest.mark.parametrize("act", ["check", "preview"])
def test_a_place_where_there_is_none_is_told(shell: Shell, act: str) -> None:
    (shell.folder / "empty").mkdir()
    assert "holds none" in shell.bot("walkthrough", act, "empty").mistake
    assert "can't be read" in shell.bot("walkthrough", act, "nowhere").mistake
    shell.writes("id = 1", "walk.txt")
    assert "ends in .toml" in shell.bot("walkthrough", act, "walk.txt").mistake


def test_a_folder_in_which_something_is_wrong_stops_the_start(begun: Shell) -> None:
    begun.has_a_token("QUIET_PAGE_WALKTHROUGHS=walks")
    change(begun, 'title = "Ask for something"', 'title = ""')
    said = begun.bot("run").mistake
    assert said.startswith("ask_for.toml, the file: 'title' is empty")
    assert not (begun.folder / "data").exists()


@pytest.fixture
def in_two(shell: Shell) -> Shell:
    """A walkthrough as a folder with a file for each of two languages."""
    for language in ("en", "de"):
        assert shell.bot("walkthrough", "new", f"walks/ask_for/{language}.toml").code == 0
    return shell


@pytest.mark.parametrize("place", ["walks", "walks/ask_for"])
def test_every_language_of_a_folder_is_looked_at(in_two: Shell, place: str) -> None:
    assert "(ask_for, edition 1, de, en)" in in_two.bot("walkthrough", "check", place).out.replace(
        "en, de", "de, en"
    )
    german = in_two.folder / "walks" / "ask_for" / "de.toml"
    text = german.read_text("utf-8")
    for before, after, told in (
        ("help = ", "hilfe = ", "de.toml, question whom: 'hilfe' is not known here"),
        ("max_chars = 60", "max_chars = 70", "de.toml, question whom, field name: it is built"),
        ('id = "ask_for"', 'id = "other"', "its id is 'other', and that of no file in en"),
    ):
        german.write_text(text.replace(before, after, 1), "utf-8")
        assert told in in_two.bot("walkthrough", "check", place).mistake
        assert told in in_two.bot("walkthrough", "preview", place).mistake


def test_a_file_of_no_language_in_a_folder_is_told(in_two: Shell) -> None:
    folder = in_two.folder / "walks" / "ask_for"
    (folder / "de.toml").rename(folder / "deutsch.toml")
    said = in_two.bot("walkthrough", "check", "walks").mistake
    assert said.startswith("ask_for/deutsch.toml: 'deutsch' is no language that this bot speaks")
    assert "de, en, es, fr, pt-BR" in said


@pytest.mark.parametrize("key", ["title", "banner", "story"])
def test_nor_does_an_example_bring_layout(begun: Shell, key: str) -> None:
    texts = {"title": "The flat", "banner": "Made up.", "story": "A flat."}
    texts[key] += " [tap](https://evil.example)"
    lines = "".join(f'{name} = "{text}"\n' for name, text in texts.items())
    (begun.folder / "walks" / "ask_for.example.toml").write_text(f"{lines}[answers]\n", "utf-8")
    assert f"'{key}' holds signs" in begun.bot("walkthrough", "check", MINE).mistake


def test_what_is_no_file_or_nested_without_end_is_told(shell: Shell) -> None:
    walks = shell.folder / "walks"
    (walks / "folder.toml").mkdir(parents=True)
    assert "it is no file" in shell.bot("walkthrough", "check", "walks").mistake
    (walks / "folder.toml").rmdir()
    (walks / "loop.toml").symlink_to("loop.toml")
    assert "loop.toml" in shell.bot("walkthrough", "check", "walks").mistake
    (walks / "loop.toml").unlink()
    (walks / "deep.toml").write_text("a = " + "[" * 5000, "utf-8")
    assert "nested too deep" in shell.bot("walkthrough", "check", "walks").mistake


def test_an_example_with_what_no_question_takes_is_told(begun: Shell) -> None:
    example = begun.folder / "walks" / "ask_for.example.toml"
    head = 'title = "The flat"\nbanner = "Made up."\nstory = "A flat."\n'
    for answer, told in (
        ('[answers.wish]\nwords = "x"\n', "there is no field 'words'. Question wish has: text."),
        ('[answers.matters]\nneeds = ["sleepy"]\n', "the unknown choice 'sleepy'. Use: "),
        (
            '[answers.matters]\nneeds = "rest"\n',
            "'needs' is of the wrong kind. It has to be a",
        ),
    ):
        example.write_text(head + answer, "utf-8")
        assert told in begun.bot("walkthrough", "check", MINE).mistake
    looked = begun.bot("walkthrough", "check", "walks/ask_for.example.toml").mistake
    assert "this is a worked example" in looked


def test_a_length_that_plans_without_asking_first_is_told_of(begun: Shell) -> None:
    change(begun, 'gates = [{ before = "words", ask = "safe" }]\n', "")
    assert "nobody is asked before whether it is safe" in begun.bot(
        "walkthrough", "check", MINE
    ).out.replace("\n", " ")


def test_an_unknown_act_is_told_how_it_is_used(shell: Shell) -> None:
    assert "walkthrough new|check|preview file" in shell.bot("walkthrough", "paint", "a").mistake
