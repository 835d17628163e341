"""The keyring record of somebody who has the lock: their keys, in a box of their own.

Only a phrase or a code of theirs opens the box; the master key opens what is around it. No
verifier is kept: what is right is what opens. Phrases are looked into here and nowhere else.
"""

import json
import os
import secrets
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from bot.confidential import Confidential, pair
from bot.forms.names import folded
from bot.reveal import reveal
from bot.store.crypto.keys import place
from bot.store.crypto.sealing import FORMAT, HEADER, KEY, OUTCOME, Sealer, derive, framed
from bot.store.errors import Tampered

# Argon2id, RFC 9106: bytes, passes, lanes, and 64 MiB in KiB; a third of a second for each guess,
# on the host's own machine.
SALT, ROUNDS, LANES, MEMORY = 16, 3, 1, 64 * 1024
# Letters of a phrase.
SHORTEST: Final = 8
# Without letters that look alike; five groups of five make 125 bits.
LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, IN_GROUP = 5, 5
CODES: Final = 3
# A letter begins as every other blob does, and its length, in bytes, tells as little.
HPKE, SMALLEST = 2, 2048
# The number of those who have none.
STRANGER: Final = b""
# RFC 9180.
LETTER = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
# In the order it is tried: this many at once, then so many seconds before the next, twice as many
# each time.
FREE, FIRST_WAIT, LONGEST_WAIT = 4, 30, 3600


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the box holds: their keys, and the key that opens letters."""

    root: bytes
    keys: dict[int, bytes]
    current: int
    private: bytes = b""

    def packed(self) -> bytes:
        keys = {str(version): key.hex() for version, key in self.keys.items()}
        content = {"root": self.root.hex(), "keys": keys, "cur": self.current}
        return json.dumps(content | {"private": self.private.hex()}).encode()

    @staticmethod
    def unpacked(packed: bytes) -> "Secrets":
        content = json.loads(packed)
        keys = {int(version): bytes.fromhex(key) for version, key in content["keys"].items()}
        root, private = bytes.fromhex(content["root"]), bytes.fromhex(content["private"])
        return Secrets(root, keys, content["cur"], private)


@dataclass(frozen=True, slots=True)
class Box:
    """The key to the box, under one phrase (with its salt) or under one code (without)."""

    blob: bytes
    salt: bytes = b""


@dataclass(frozen=True, slots=True)
class Lockbox:
    """Somebody's keyring record while their lock is on, opened as far as the master key goes."""

    uid: bytes
    # The version of the key their pages are under; which key that is lies in the box.
    current: int
    public: bytes
    box: bytes
    phrase: Box
    codes: tuple[Box, ...]
    # How often in a row it did not open, and when last, in unix seconds.
    tries: int = 0
    last: int = 0
    # Whether the phrase is taken as people mean it. Locks of before took every letter as it was.
    forgiving: bool = False

    def written(self) -> dict[str, Any]:
        """As it stands in the record."""
        return {
            "uid": self.uid.hex(),
            "cur": self.current,
            "public": self.public.hex(),
            "box": self.box.hex(),
            "phrase": [self.phrase.salt.hex(), self.phrase.blob.hex()],
            "codes": [code.blob.hex() for code in self.codes],
            "tries": self.tries,
            "last": self.last,
            "forgiving": self.forgiving,
        }

    @staticmethod
    def read(content: dict[str, Any]) -> "Lockbox":
        salt, phrase = map(bytes.fromhex, content["phrase"])
        uid, public, box = (bytes.fromhex(content[name]) for name in ("uid", "public", "box"))
        codes = tuple(Box(bytes.fromhex(code)) for code in content["codes"])
        return Lockbox(
            uid=uid,
            current=content["cur"],
            public=public,
            box=box,
            phrase=Box(phrase, salt),
            codes=codes,
            tries=content["tries"],
            last=content["last"],
            forgiving=content.get("forgiving", False),
        )

    def is_outdated(self, blob: bytes) -> bool:
        """Whether a page is under a key from before the lock was put on."""
        return int.from_bytes(blob[2:4]) < self.current

    def wait(self, now: int) -> int:
        """Seconds until the next try counts."""
        if self.tries < FREE:
            return 0
        wait = min(FIRST_WAIT << min(self.tries - FREE, 10), LONGEST_WAIT)
        since = now - self.last
        # Less than nothing: the clock was set back, and nobody waits a year for that.
        return wait - since if 0 <= since < wait else 0

    def tried(self, now: int) -> "Lockbox":
        return replace(self, tries=self.tries + 1, last=now)


@dataclass(frozen=True, slots=True)
class OpenedBox:
    """What came out, and the record as it stands from now on: a code works once."""

    secrets: Secrets
    left: Lockbox = field(repr=False)


def is_too_short(phrase: Confidential[str]) -> bool:
    return not phrase.satisfies(lambda p: len(_meant(p)) >= SHORTEST)


def is_same_phrase(one: Confidential[str], other: Confidential[str]) -> bool:
    """Whether both open the same."""
    return pair(one, other).satisfies(lambda both: _meant(both[0]) == _meant(both[1]))


@dataclass(frozen=True, slots=True)
class Made:
    """A lock that was made: its record, what it holds, and the codes, to be shown once."""

    lock: Lockbox
    secrets: Secrets = field(repr=False)
    codes: tuple[Confidential[str], ...]


def lock(uid: bytes, kept: Secrets, phrase: Confidential[str]) -> Made:
    """A box for these secrets, and the codes that open it, too. Takes its time: see Argon2id."""
    codes = tuple(_code() for _ in range(CODES))
    key = os.urandom(KEY)
    private = X25519PrivateKey.generate()
    kept = replace(kept, private=private.private_bytes_raw())
    locked = Lockbox(
        uid,
        kept.current,
        private.public_key().public_bytes_raw(),
        _sealer(key, uid).seal(kept.packed(), place("box")),
        _box(uid, phrase, key),
        tuple(Box(_sealer(_of_code(code), uid).seal(key, place("code"))) for code in codes),
        forgiving=True,
    )
    return Made(locked, kept, codes)


def unlock(locked: Lockbox, given: Confidential[str]) -> OpenedBox | None:
    """What lies in the box; None where this opens nothing. As long for a code as for a phrase."""
    taken = given.map(_meant if locked.forgiving else _plain)
    stretched = _stretched(taken, locked.phrase.salt)
    if (key := _key(stretched, locked, "phrase", locked.phrase)) is not None:
        left = replace(locked, tries=0, last=0)
        if not (locked.forgiving or is_too_short(given)):
            left = replace(left, phrase=_box(locked.uid, given, key), forgiving=True)
        return OpenedBox(_inside(locked, key), left)
    for n, code in enumerate(locked.codes):
        if (key := _key(_of_code(given), locked, "code", code)) is not None:
            codes = locked.codes[:n] + locked.codes[n + 1 :]
            return OpenedBox(_inside(locked, key), replace(locked, codes=codes, tries=0, last=0))
    return None


def is_code(locked: Lockbox, given: Confidential[str]) -> bool:
    """Whether this is one of the codes."""
    key = _of_code(given)
    return any(_key(key, locked, "code", code) is not None for code in locked.codes)


def nobodys() -> Lockbox:
    """A lock that nothing opens, for whoever tries where there is none."""
    blob = _sealer(os.urandom(KEY), STRANGER).seal(os.urandom(KEY), place("phrase"))
    return Lockbox(STRANGER, 1, b"", b"", Box(blob, os.urandom(SALT)), ())


def to_letter(to: Lockbox, content: dict[str, Any]) -> bytes:
    """Something only the owner of the box can read again; 2 KiB, or twice that, and so on."""
    header = HEADER.pack(FORMAT, HPKE, to.current)
    # Blanks at the end of it mean nothing to JSON.
    plain = json.dumps(content).encode()
    plain = plain.ljust(max(SMALLEST, 1 << (len(plain) - 1).bit_length()))
    public = X25519PublicKey.from_public_bytes(to.public)
    return header + LETTER.encrypt(plain, public, _about(to.uid, header))


def from_letter(kept: Secrets, uid: bytes, letter: bytes) -> dict[str, Any]:
    """What was put in. Raises Tampered."""
    header, sealed = letter[: HEADER.size], letter[HEADER.size :]
    private = X25519PrivateKey.from_private_bytes(kept.private)
    if header != HEADER.pack(FORMAT, HPKE, kept.current):
        raise Tampered(OUTCOME)
    try:
        plain = LETTER.decrypt(sealed, private, _about(uid, header))
    except InvalidTag:
        raise Tampered(OUTCOME) from None
    content: dict[str, Any] = json.loads(plain)
    return content


def _about(uid: bytes, header: bytes) -> bytes:
    return framed(b"quiet page letter", uid, header)


def _sealer(key: bytes, uid: bytes) -> Sealer:
    return Sealer(framed(uid), {1: derive(key, b"lock")}, 1)


def _key(key: bytes, locked: Lockbox, what: str, box: Box) -> bytes | None:
    try:
        return _sealer(key, locked.uid).unseal(box.blob, place(what))
    except Tampered:
        return None


def _inside(locked: Lockbox, key: bytes) -> Secrets:
    return Secrets.unpacked(_sealer(key, locked.uid).unseal(locked.box, place("box")))


def _box(uid: bytes, phrase: Confidential[str], key: bytes) -> Box:
    salt = os.urandom(SALT)
    stretched = _stretched(phrase.map(_meant), salt)
    return Box(_sealer(stretched, uid).seal(key, place("phrase")), salt)


def _stretched(phrase: Confidential[str], salt: bytes) -> bytes:
    plain = reveal(phrase.map(lambda p: p.encode("utf-8", "surrogatepass")))
    argon = Argon2id(salt=salt, length=KEY, iterations=ROUNDS, lanes=LANES, memory_cost=MEMORY)
    return argon.derive(plain)


def _code() -> Confidential[str]:
    groups = ("".join(secrets.choice(LETTERS) for _ in range(IN_GROUP)) for _ in range(GROUPS))
    return Confidential("-".join(groups))


def _of_code(code: Confidential[str]) -> bytes:
    # Random already: nothing has to be stretched. What else somebody typed is as good as any key.
    plain = reveal(code.map(lambda c: "".join(x for x in _plain(c).upper() if x.isalnum())))
    return derive(framed(plain.encode("utf-8", "surrogatepass")), b"code")


def _plain(phrase: str) -> str:
    """As it was typed, but for the form of its letters: how locks of before took a phrase."""
    return unicodedata.normalize("NFKC", phrase).strip()


def _meant(phrase: str) -> str:
    """The same phrase however a keyboard helped: capitals, quotes, dashes, spaces, a full stop."""
    return folded(phrase).rstrip(". ")
