"""What a unit's checks say of its mutants, counted."""

from collections import Counter
from dataclasses import dataclass, field

from bplab.authoring.mutants.equivalent import reason
from bplab.authoring.mutants.judge import Verdict, verdict

HEAD = "| unit | mutants | equivalent | survive | named | exception | general | wrong | not judged |"
RULE = "|---|---|---|---|---|---|---|---|---|"
ROW = (
    "| {unit} | {total} | {equivalent} | {survive} | {named} "
    "| {exception} | {general} | {wrong} | {unjudged} |"
)
ENTRY = "{verdict:<10} {task}, line {line}, {edit}: {before}  ->  {after}"
EQUIVALENT = "equivalent"
SHOWN = (Verdict.SURVIVES, Verdict.WRONG, Verdict.UNJUDGED, Verdict.EXCEPTION, Verdict.GENERAL, EQUIVALENT)


@dataclass
class Report:
    """The counts of a unit, and (verdict, outcome) of each mutant that is not named."""

    unit: str
    counts: Counter = field(default_factory=Counter)
    others: list = field(default_factory=list)

    @property
    def judged(self):
        """How many mutants are not equivalent: the denominator of every share."""
        return self.counts.total() - self.counts[EQUIVALENT]

    def share(self, kind):
        return self.counts[kind] / max(self.judged, 1)

    def row(self):
        shares = {kind.value: f"{self.share(kind):.1%}" for kind in Verdict}
        survive = self.counts[Verdict.SURVIVES]
        return ROW.format(unit=self.unit, total=self.counts.total(), equivalent=self.counts[EQUIVALENT],
                          survive=survive, **shares)  # fmt: skip

    def lines(self):
        """One text for each mutant that is not named, the worst first."""
        for kind, outcome in sorted(self.others, key=lambda each: SHOWN.index(each[0])):
            mutant = outcome.mutant
            yield ENTRY.format(verdict=kind, task=mutant.task, line=mutant.line, edit=mutant.edit,
                               before=mutant.before, after=mutant.after)  # fmt: skip


def count(unit_name, outcomes):
    """The report of a unit's outcomes."""
    report = Report(unit_name)
    for outcome in outcomes:
        kind = verdict(outcome)
        if kind == Verdict.SURVIVES and reason(unit_name, outcome.mutant):
            kind = EQUIVALENT
        report.counts[kind] += 1
        if kind != Verdict.NAMED:
            report.others.append((kind, outcome))
    return report
