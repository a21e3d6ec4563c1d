"""What a stage of a test run came to."""

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Counts of one stage. `skipped` says in words why the stage, or a part of it, was not run."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def state(self) -> str:
        """One word for the summary."""
        if self.failed:
            return "FAILED"
        return "ok" if self.passed else "skipped"


def summary(outcomes: list[Outcome]) -> str:
    """Return the table of the stages, the reasons of what was skipped, and `N passed, N failed` as the last line."""
    lines = [f"{'stage':<12} {'state':<8} {'passed':>7} {'failed':>7} {'seconds':>8}"]
    lines += [f"{one.name:<12} {one.state:<8} {one.passed:>7} {one.failed:>7} {one.seconds:>8.0f}" for one in outcomes]
    for one in outcomes:
        lines += [f"skipped in {one.name}: {reason}" for reason in one.skipped]
    passed, failed = sum(one.passed for one in outcomes), sum(one.failed for one in outcomes)
    return "\n".join([*lines, f"{passed} passed, {failed} failed"])
