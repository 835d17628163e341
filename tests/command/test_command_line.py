"""What somebody types that is no command: one sentence of ours, with what they may have meant."""

import pytest

from tests.command.conftest import Shell
from tests.fake_discord.town import TOKEN

MEANT = [
    (("docter",), "There is no command `docter`: did you mean `{bot} doctor`?"),
    (("Doctor",), "did you mean `{bot} doctor`?"),
    (("rum",), "did you mean `{bot} run`?"),
    (("previw", "folder"), "did you mean `{bot} preview`?"),
    (("rotate_key",), "did you mean `{bot} rotate-key`?"),
    (("back-up",), "did you mean `{bot} backup`?"),
    (("doctor", "--onlin"), "has no option `--onlin`: did you mean `{bot} doctor --online`?"),
    (("doctor", "-online"), "did you mean `{bot} doctor --online`?"),
    (("preview", "--HTML"), "did you mean `{bot} preview --html`?"),
    (("backup", "--chek=x"), "did you mean `{bot} backup --check`?"),
    (("--versoin",), "did you mean `{bot} --version`?"),
    (("--doctor",), "`{bot} --help` shows what there is."),
    (("xyzzy",), "There is no command `xyzzy`: `{bot} --help` shows what there is."),
    (("run", "-1"), "`{bot} run` has no option like that: "),
    (("run", "now"), "Something is missing there, or too much: it is `{bot} run`."),
    (("doctor", "--online=yes"), "it is `{bot} doctor [--online]`."),
    (("worksheets",), "it is `{bot} worksheets folder`."),
    (("restore", "one", "two"), "it is `{bot} restore copy`."),
    (("backup", "--check"), "it is `{bot} backup [--check copy] [folder]`."),
    ((), "Say what to do, as in `{bot} run`; there are run, doctor, "),
]


@pytest.fixture
def name(shell: Shell) -> str:
    """What the command is called here."""
    return shell.bot("--help").out.removeprefix("usage: ").partition(" [-h]")[0]


@pytest.mark.parametrize(("typed", "told"), MEANT)
def test_what_was_meant_is_asked(
    shell: Shell, name: str, typed: tuple[str, ...], told: str
) -> None:
    said = shell.bot(*typed).mistake
    assert told.format(bot=name) in said
    for theirs in ("invalid", "argument", "usage:", "unrecognized"):
        assert theirs not in said


def test_what_is_no_word_is_not_repeated(shell: Shell) -> None:
    for typed in ((TOKEN,), ("run", f"--{TOKEN}"), ("worksheets", "a", TOKEN)):
        assert TOKEN not in shell.bot(*typed).mistake
