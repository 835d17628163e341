"""What whoever runs the bot can mend; the command line ends with the sentence, and with 2."""


class Mendable(Exception):  # noqa: N818 - each that is one says by its name what is wrong
    """Trying again won't help. The text is one sentence that says what to do."""
