"""Sealing bytes: AES-256-GCM, bound to the place where the blob lies, and nothing about records.

A blob is version(1) algorithm(1) key version(2) nonce(12) ciphertext tag(16). Whatever does not
open exactly so is `Tampered`, without a word on why.
"""

import os
import struct
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from bot.store.errors import Tampered

# All in bytes; NONCE and the tag are those of NIST SP 800-38D.
KEY = 32
NONCE = 12
HEADER = struct.Struct(">BBH")
FORMAT, AES_256_GCM = 1, 1
BEGIN = HEADER.size + NONCE
OUTCOME = "what lies in the store is not what was put there"


def derive(key: bytes, purpose: bytes) -> bytes:
    """One key for one purpose, of 32 bytes, from a key that is random already: RFC 5869, 2.3."""
    return HKDFExpand(SHA256(), KEY, b"quiet page 1 " + purpose).derive(key)


def framed(*parts: bytes) -> bytes:
    """Parts in a row, so that no two rows of parts look alike."""
    return b"".join(len(part).to_bytes(4) + part for part in parts)


class KeyedHash:
    """HMAC with SHA-256 (RFC 2104) under one key, which is taken in once."""

    __slots__ = ("_begun",)

    def __init__(self, key: bytes) -> None:
        self._begun = HMAC(key, SHA256())

    def of(self, *parts: bytes) -> bytes:
        """Of all parts in a row: 32 bytes."""
        hashed = self._begun.copy()
        for part in parts:
            hashed.update(part)
        return hashed.finalize()

    def mark(self, place: bytes, blob: bytes) -> int:
        """Of what lies where, as a number of 256 bits, to be summed up."""
        return int.from_bytes(self.of(place, blob))


class Sealer:
    """Seals under the current key, opens under whichever the blob names. For one owner."""

    __slots__ = ("_ciphers", "_current", "_header", "_owner")

    def __init__(self, owner: bytes, keys: Mapping[int, bytes], current: int) -> None:
        self._owner = owner
        self._current = current
        self._header = HEADER.pack(FORMAT, AES_256_GCM, current)
        self._ciphers = {version: AESGCM(key) for version, key in keys.items()}

    def seal(self, plain: bytes, place: bytes) -> bytes:
        """Seal for one place: a row of a table, framed."""
        nonce = os.urandom(NONCE)
        bound = self._header + self._owner + place
        return self._header + nonce + self._ciphers[self._current].encrypt(nonce, plain, bound)

    def is_current(self, blob: bytes) -> bool:
        """Whether something was sealed under the current key."""
        return blob[: HEADER.size] == self._header

    def is_outdated(self, blob: bytes) -> bool:
        """Whether something was sealed under a key that was dropped since."""
        form, algorithm, version = HEADER.unpack(blob[: HEADER.size])
        known = (form, algorithm) == (FORMAT, AES_256_GCM) and version not in self._ciphers
        return bool(known and version < self._current)

    def unseal(self, blob: bytes, place: bytes) -> bytes:
        """Open what was sealed for this very place. Raises Tampered."""
        header = blob[: HEADER.size]
        if len(blob) < BEGIN:
            raise Tampered(OUTCOME)
        form, algorithm, version = HEADER.unpack(header)
        cipher = self._ciphers.get(version)
        if (form, algorithm) != (FORMAT, AES_256_GCM) or cipher is None:
            raise Tampered(OUTCOME)
        bound = header + self._owner + place
        try:
            return cipher.decrypt(blob[HEADER.size : BEGIN], blob[BEGIN:], bound)
        except InvalidTag:
            raise Tampered(OUTCOME) from None
