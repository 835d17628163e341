"""Quiet Page: a private place to think before you talk. This is the map; read it first.

What happens to a press, from the ear to the mouth:

    inbox         the one ear: reads what somebody wrote or chose, and seals it on the spot
    heard         what was heard, as frozen data
    attendant     takes it to the router, and sees that nobody is left without an answer
    router        which feature answers it, under the rules it declares; opens one session
    context       what a feature is given, and what it says of itself
    features      all features, put together
    journeys      what somebody can do here: walk through, read, keep, save, delete
    flow          what a walkthrough is made of and how it moves; pure
    records       one description of each kind of thing that is kept, for the store and for files
    store         the encrypted pages, one person's at a time
    cards         pages, laid out from content and answers; pure
    reminders     what is due: claimed, said one by one, settled
    outbox        the one mouth: the only module that says anything
    refusals      what Discord says when it takes nothing
    drawing       a card or a form in Discord's components
    paper         pages to print and pictures, set in a process of their own

What they are made of:

    confidential  a value that never formats, logs or serialises itself
    reveal        the key to it; pyproject.toml says who may import it
    doors         what can be said and to whom: Card, Form, Notice, Keepsake
    content       every text there is, in TOML, and the loader that explains mistakes; places
    host          who runs the bot, as the consent page says it

What holds it together:

    __main__      the command line
    app           the one place where the parts are put together
    ground        what system this is; asked before anything else
    called        what the command is called here
    client        the Discord client; loads the front doors in cogs/
    env_file      `.env`, taken letter by letter; pure
    settings      what whoever runs the bot decides
    logs          what may be logged
    process       care for the process: hardening, staying connected, stopping well
    sync          tells Discord which commands there are, if that changed
    chores        what the house does by itself, every day
    upkeep        what the host sees to: backups, restoring, a new master key
    doctor        looks everything over, and says what to mend
    online        what only Discord can tell the doctor
    apart         one of many fails alone
    watch         what is counted, by kinds of ours alone
    health        whether all is well, told on loopback to the host's own machine
    asking        asks the running bot whether all is well
    metrics       the counts for Prometheus; an optional extra
"""

# The one place where it stands; pyproject.toml and the documents have it from here.
__version__ = "0.1.0"
