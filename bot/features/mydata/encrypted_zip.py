"""One file with a passphrase: a ZIP with AES-256, which common tools open. Made in memory.

The format stretches a passphrase a thousand times and no more, so a short one is refused.
"""

import io
from collections.abc import Mapping

from bot.confidential import Confidential
from bot.features.mydata.export_format import LARGEST_MADE
from bot.reveal import reveal

# Characters of a passphrase.
SHORTEST = 12
# The oldest a ZIP can tell: when a file was made is nobody's business.
NO_DAY = (1980, 1, 1, 0, 0, 0)


def zipped(
    files: Mapping[str, Confidential[str]], phrase: Confidential[str]
) -> list[Confidential[bytes]]:
    """The files, by their names, closed with the passphrase; in several, where one is too large."""
    made = _made(files, phrase)
    if len(made) <= LARGEST_MADE or len(files) == 1:
        return [Confidential(made)]
    names = list(files)
    halves = names[: len(names) // 2], names[len(names) // 2 :]
    return [z for half in halves for z in zipped({name: files[name] for name in half}, phrase)]


def _made(files: Mapping[str, Confidential[str]], phrase: Confidential[str]) -> bytes:
    # A second cryptography, which few ever need.
    from pyzipper import WZ_AES, ZIP_DEFLATED, AESZipFile  # type: ignore[import-untyped] # noqa: PLC0415
    from pyzipper.zipfile_aes import AESZipInfo  # type: ignore[import-untyped] # noqa: PLC0415

    whole = io.BytesIO()
    with AESZipFile(whole, "w", encryption=WZ_AES) as archive:
        archive.setpassword(reveal(phrase).encode("utf-8", "replace"))
        for name, content in files.items():
            entry = AESZipInfo(name, NO_DAY)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, reveal(content).encode("utf-8", "replace"))
    return whole.getvalue()
