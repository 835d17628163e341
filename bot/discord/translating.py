"""What Discord shows of our commands, in each language that is offered."""

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation as Part
from discord.app_commands import TranslationContextTypes, locale_str

from bot.content import Library
from bot.languages import Languages

# The option of a command -> what its texts are called.
OPTIONS = {"place": "reminder.place", "name": "walk.which"}

# Beside the text of a command that begins a walkthrough: the id of that.
SCRIPT = "script"


class CommandTexts(app_commands.Translator):
    """Finds a text of a command by what it belongs to; Discord has the English of all others."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages

    async def translate(
        self, string: locale_str, locale: Locale, context: TranslationContextTypes
    ) -> str | None:
        library = self._languages.for_discord(locale.value)
        return _text(library, string, context) if library else None


def _text(library: Library, string: locale_str, context: TranslationContextTypes) -> str:
    part = context.location
    if part is Part.choice_name:
        return library.scripts[str(getattr(context.data, "value", ""))].title
    if part in {Part.parameter_name, Part.parameter_description}:
        text = f"slash.{OPTIONS[context.data.name]}"
        return library.say(text if part is Part.parameter_name else f"{text}_help")
    key = "name" if part is Part.command_name else "description"
    if id := string.extras.get(SCRIPT):
        return str(getattr(library.scripts[id].command, key))
    return library.say(f"slash.{context.data.name}.{key}")
