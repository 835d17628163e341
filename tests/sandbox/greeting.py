"""What whoever comes into the sandbox finds there: a greeting, and what to do first."""

from tests.fake_discord import Town

KEEPER = "Lantern keeper"
WELCOME = (
    "Welcome! **Quiet Page** is a private place to think before you talk.\n"
    "Type `/prepare` and press Enter. It answers in private: look for **Quiet Page** under"
    " your direct messages. `/page` shows everything there is."
)


def greet(town: Town) -> None:
    """Say it in the channel, as somebody who is there already."""
    backend = town.world.backend
    keeper = backend.make_user("lantern-keeper", global_name=KEEPER)
    backend.add_member(town.world.guild.id, keeper.id)
    backend.create_message(town.channel, keeper.id, WELCOME)
    # One of the two may post the server card.
    town.members["mara"].manages_the_server()
