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

from bot.watch import BOUNDS, Asked, Nudged, Outcome, Watch


class _Counts(Collector):
    def __init__(self, watch: Watch, *, connected: bool, saves: int) -> None:
        self._watch, self._connected, self._saves = watch, connected, saves

    def collect(self) -> Iterator[Metric]:
        watch = self._watch
        answers = CounterMetricFamily(
            "quiet_page_answers", "Commands, presses and forms.", labels=["asked", "outcome"]
        )
        for asked in Asked:
            for outcome in Outcome:
                answers.add_metric([asked.value, outcome.value], watch.answers[asked, outcome])
        yield answers
        bounds = [*map(str, BOUNDS), "+Inf"]
        took = HistogramMetricFamily("quiet_page_answer_seconds", "How long an answer took.")
        took.add_metric([], list(zip(bounds, accumulate(watch.took), strict=True)), watch.seconds)
        yield took
        nudges = CounterMetricFamily(
            "quiet_page_nudges", "Nudges that were due.", labels=["outcome"]
        )
        for nudged in Nudged:
            nudges.add_metric([nudged.value], watch.nudges[nudged])
        yield nudges
        yield CounterMetricFamily("quiet_page_saves", "Changes made durable.", self._saves)
        yield GaugeMetricFamily(
            "quiet_page_connected", "1 while Discord is there.", self._connected
        )
        yield GaugeMetricFamily(
            "quiet_page_loop_late_seconds", "The most the loop was late, last minute.", watch.late
        )


def scraped(watch: Watch, *, connected: bool, saves: int) -> bytes:
    """The page that Prometheus reads."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Counts(watch, connected=connected, saves=saves))
    return generate_latest(registry)
