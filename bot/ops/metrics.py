"""The counts for Prometheus. An optional extra: without its library there is /health alone.

Every label is the value of an enum of ours; there is nowhere a word or an id could stand.
"""

from collections.abc import Iterator
from itertools import accumulate

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot.schedule.counters import BOUNDS, AnswerOutcome, Counters, NudgeOutcome, RequestKind


class _Counts(Collector):
    def __init__(self, counters: Counters, *, connected: bool, saves: int) -> None:
        self._counters, self._connected, self._saves = counters, connected, saves

    def collect(self) -> Iterator[Metric]:
        counters = self._counters
        answers = CounterMetricFamily(
            "quiet_page_answers", "Commands, presses and forms.", labels=["asked", "outcome"]
        )
        for asked in RequestKind:
            for outcome in AnswerOutcome:
                answers.add_metric([asked.value, outcome.value], counters.answers[asked, outcome])
        yield answers
        bounds = [*map(str, BOUNDS), "+Inf"]
        took = HistogramMetricFamily("quiet_page_answer_seconds", "How long an answer took.")
        took.add_metric(
            [], list(zip(bounds, accumulate(counters.took), strict=True)), counters.seconds
        )
        yield took
        nudges = CounterMetricFamily(
            "quiet_page_nudges", "Nudges that were due.", labels=["outcome"]
        )
        for nudged in NudgeOutcome:
            nudges.add_metric([nudged.value], counters.nudges[nudged])
        yield nudges
        yield CounterMetricFamily("quiet_page_saves", "Changes made durable.", self._saves)
        yield GaugeMetricFamily(
            "quiet_page_connected", "1 while Discord is there.", self._connected
        )
        yield GaugeMetricFamily(
            "quiet_page_loop_late_seconds",
            "The most the loop was late, last minute.",
            counters.late,
        )


def scraped(counters: Counters, *, connected: bool, saves: int) -> bytes:
    """The page that Prometheus reads."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Counts(counters, connected=connected, saves=saves))
    return generate_latest(registry)
