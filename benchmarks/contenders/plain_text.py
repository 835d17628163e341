"""What both typical bots keep an answer with, whatever they are built on: plain text, one commit.

It needs aiosqlite and nothing of ours: one of them lives in the environment of the peers.
"""

from pathlib import Path

import aiosqlite

TABLE = """
CREATE TABLE answers (
    id INTEGER PRIMARY KEY, person INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL
)
"""
LATEST = "SELECT id, answer FROM answers WHERE person = ? AND question = ? ORDER BY id DESC LIMIT 1"
INSERT = "INSERT INTO answers (person, question, answer) VALUES (?, ?, ?)"
# What the page that follows says.
QUESTION = "What is my goal for communication? " * 12


async def opened(folder: Path) -> aiosqlite.Connection:
    """A new file in a folder that is there, with a write-ahead log and every commit flushed."""
    db = await aiosqlite.connect(folder / "typical.db")
    await db.execute("PRAGMA journal_mode=WAL")
    await db.execute("PRAGMA synchronous=FULL")
    await db.execute(TABLE)
    await db.execute("CREATE INDEX whose ON answers (person, question)")
    await db.commit()
    return db


async def keep(db: aiosqlite.Connection, who: int, said: str) -> None:
    """Look up what is there, put the answer in, commit."""
    async with db.execute(LATEST, (who, "goal")) as found:
        await found.fetchone()
    await db.execute(INSERT, (who, "goal", said))
    await db.commit()
