"""One press, one session: how often somebody's was opened for what they pressed."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from bot.person import PersonId
from bot.router import Router
from bot.store import Session, Store


@dataclass(slots=True)
class Answered:
    """What one press or command took."""

    what: str
    sessions: int = 0


@dataclass(slots=True)
class Sessions:
    """What every press and command took that a bot answered."""

    answered: list[Answered] = field(default_factory=list)
    _now: ContextVar[Answered | None] = field(
        default_factory=lambda: ContextVar("answered", default=None)
    )

    @classmethod
    def of(cls, router: Router, store: Store) -> "Sessions":
        """Watch what a router answers, from now on."""
        watched = cls()
        for name in ("answer", "command"):
            setattr(router, name, watched._counted(getattr(router, name)))
        setattr(store, "session", watched._opened(store.session))  # noqa: B010
        return watched

    def complaints(self) -> list[str]:
        """What opened a session more than once."""
        return [f"{one.what}: {one.sessions} sessions" for one in self.answered if one.sessions > 1]

    def _counted(self, answer: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def counted(asked: Any, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
            one = Answered(asked if isinstance(asked, str) else str(asked.press))
            self.answered.append(one)
            before = self._now.set(one)
            try:
                return await answer(asked, *rest, **more)
            except Exception:
                # Whatever failed may be put back in another.
                self.answered.remove(one)
                raise
            finally:
                self._now.reset(before)

        return counted

    def _opened(
        self, session: Callable[[PersonId], AbstractAsyncContextManager[Session]]
    ) -> Callable[[PersonId], AbstractAsyncContextManager[Session]]:
        @asynccontextmanager
        async def opened(person: PersonId) -> AsyncIterator[Session]:
            one = self._now.get()
            if one is None:
                async with session(person) as pages:
                    yield pages
                return
            one.sessions += 1
            async with session(person) as pages:
                yield pages

        return opened
