"""Quiet Page: a private place to think before you talk. This is the map; read it first.

From the outside in; nothing imports what stands above it (pyproject.toml checks that):

    __main__      the command line
    app           the one place where the parts are put together
    ops           running it: settings, logs, health, backups
    discord       the one ear, the one mouth, and all that knows Discord
    router        which feature answers a press or a command
    preview       every page there is, for whoever reads before recommending
    features      what somebody can do here, a folder each: pages, journey, engine
    context       what every feature is given to work with
    languages     the languages there are, and which one is spoken just now
    kept          what somebody keeps, and what holds for all of it
    layout        what many pages have in common, laid out from content; pure
    store         the encrypted pages, one person's at a time
    content       every text there is, in TOML, and the loader that explains mistakes; places
    forms         what can be asked, in which order, and what was answered; pure
    schedule      when something falls due, and how days and times are read; pure
    ui            what can be said and to whom: Card, Form, Notice, Keepsake; what was heard; pure
    instance      who runs the bot, as the consent page says it
    person        who somebody is to Discord
    isolation     one of many fails alone
    folders       whether something lies in a folder
    mendable      what whoever runs the bot can mend
    beside        what takes long for one is done while everybody else is answered
    reveal        the key to a confidential value; pyproject.toml says who may import it
    confidential  a value that never formats, logs or serialises itself

What happens to a press, from the ear to the mouth: discord.inbox reads and seals it,
discord.dispatch sees that nobody is left without an answer, router finds its feature, the
feature's journey decides and keeps, its pages lay out what is shown, discord.outbox says it.
"""

# The one place where it stands; pyproject.toml and the documents have it from here.
__version__ = "0.1.0"
