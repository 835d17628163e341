"""What simcord leaves out of an answer, or says otherwise than Discord's own description."""

from typing import Any

FILE, MESSAGE_COMPONENT = 13, 3
# Left out where there is nothing to say.
NEVER_NULL = frozenset({"nonce", "description", "response_message_id"})
# What else is said of an application. None of it concerns the bot.
APPLICATION: dict[str, Any] = {
    "type": None,
    "flags_new": "0",
    "redirect_uris": [],
    "interactions_endpoint_url": None,
    "role_connections_verification_url": None,
    "approximate_guild_count": 1,
    "approximate_user_install_count": 0,
    "approximate_user_authorization_count": 0,
    "explicit_content_filter": 0,
    "eligible_oauth2_scopes": [],
}


def completed(answer: Any) -> Any:  # noqa: ANN401
    """The same as Discord would say it."""
    if isinstance(answer, list):
        return [completed(part) for part in answer]
    if not isinstance(answer, dict):
        return answer
    said = {
        key: completed(part)
        for key, part in answer.items()
        if part is not None or key not in NEVER_NULL
    }
    if "verify_key" in said:
        said = APPLICATION | said
    if "discriminator" in said:
        said.setdefault("primary_guild", None)
    if "recipients" in said:
        said.setdefault("flags", 0)
    if said.get("type") == FILE and "file" in said:
        said.setdefault("spoiler", False)
        said["file"].setdefault("id", said["file"].get("attachment_id", "0"))
    if "default_member_permissions" in said:
        said.setdefault("version", said["id"])
        rights = said["default_member_permissions"]
        said["default_member_permissions"] = None if rights is None else str(rights)
    how = said.get("interaction_metadata") or {}
    if how.get("type") == MESSAGE_COMPONENT:
        how.setdefault("interacted_message_id", said["id"])
    return said
