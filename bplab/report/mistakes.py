"""The mistakes of a class by name: the sentences that feedback shows, each of a student's counted once.

A mistake shows in several checks: in the visible and the hidden one of a quantity, in both networks, and in
an exception further on. So sentences are compared and not checks; the layer in a name does not count (`z_1`
and `z_2` are the same mistake); an exception's sentence is no mistake of its own in a task where a formula is
known to be wrong. Where a check offers several causes, its first one counts.
"""

import builtins
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from bplab.authoring.mutants.sentences import keys
from bplab.checks.messages import edits, experiment, four_layer
from bplab.feedback.findings import BLANK, VERDICTS
from bplab.feedback.lectures import section_of
from bplab.student_code.errors import ERRORS

NOT_WRITTEN = "`{task}` is not written yet."
UNREADABLE = "Python cannot read the cell `{cell}`: none of its checks could run."
STOPPED_WITH = "The cell `{cell}` stopped with {error}: what it should define is missing."
STOPPED = "The cell `{cell}` did not get to its end: what it should define is missing."
OWN_CELL = "A cell of their own did not get to its end: what it should define is missing."
LIMITS = {
    VERDICTS["timeout"]: "The code has no end in the time that a check has.",
    VERDICTS["memory"]: "The code takes more memory than there is.",
    VERDICTS["killed"]: "The code ends its own process.",
}
SAY = "{count} of {all} have the same thing wrong: {name}"
SAY_WHERE = "{count} of {all} have the same thing wrong in {where}: {name}"
SAY_ALONE = "{count} of {all} has this: {name}"
SAY_ALONE_WHERE = "{count} of {all} has this in {where}: {name}"
CLAIM = "What should hold: {claim}"
LOOK = "The lecture explains it under “{section}”."
TWO = edits.BOTH_HIDDEN.partition(":")[0]
# What follows from another mistake, and is none of its own.
FOLLOWS = four_layer.FOLLOWS_FROM_DEAD.partition("{")[0], experiment.CAUSE_ONE_CLASS
ENDS = (".", "?", "!", ")")  # of what is a sentence, and no heading of one
CALL = re.compile(r"^[\w.]+(?:\([^)]*\))?: (?:\w+: )?")  # which of two networks it is does not count
LAYER = re.compile(r"(?<=[A-Za-z_])\d\b")
CODE = re.compile(r"`[^`]*`")


@dataclass
class Mistake:
    """name: a sentence. is_open: something is not written yet, which is no misunderstanding.

    students: their ids, each once. tasks: where. claims: checks in which it shows -> how often. section:
    of the lecture that explains it, or None.
    """

    name: str
    is_open: bool
    students: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    claims: Counter = field(default_factory=Counter)
    section: str | None = None

    @property
    def claim(self):
        """What it keeps from being right, most often; of as many, the hidden check, which is about less."""
        return self.claims.most_common(1)[0][0].claim

    def say(self, all_):
        """Sentences for the next lecture, a line each."""
        count, where = len(self.students), " and ".join(f"`{task}`" for task in self.tasks)
        text = (SAY, SAY_WHERE) if count > 1 else (SAY_ALONE, SAY_ALONE_WHERE)
        told = [text[bool(where)].format(count=count, all=all_, where=where, name=self.name)]
        if where and not self.is_open:
            told.append(CLAIM.format(claim=self.claim))
        if self.section:
            told.append(LOOK.format(section=self.section))
        return "\n".join(told)


def mistakes(found):
    """(Mistakes of a Class, the commonest first; (Work, Finding) of each wrong answer that has no name)."""
    groups: dict[str, Mistake] = {}
    variants: dict[str, set[str]] = {}
    unnamed = []
    for work in found.works:
        named, without = mistakes_of(work)
        unnamed += [(work, finding) for finding in without]
        for name, is_open, finding in named:
            key = CODE.sub(lambda code: LAYER.sub("k", code[0]), name)
            mistake = groups.setdefault(key, Mistake(name, is_open))
            variants.setdefault(key, set()).add(name)
            if work.student not in mistake.students:
                mistake.students.append(work.student)
            if finding.check.task and finding.check.task not in mistake.tasks:
                mistake.tasks.append(finding.check.task)
            mistake.claims[finding.check] += 1 + 0.5 * finding.check.hidden
            mistake.section = mistake.section or section_of(found.unit.name, finding.check)
    for key, mistake in groups.items():
        mistake.name = key if len(variants[key]) > 1 else mistake.name
        if len(mistake.tasks) == 1 and f"`{mistake.tasks[0]}`" in mistake.name:
            mistake.tasks = []  # its name says where, and what
    return sorted(groups.values(), key=lambda mistake: -len(mistake.students)), unnamed


def mistakes_of(work):
    """([(name, is_open, Finding)], Findings without a name) of one student."""
    named, unnamed, consequences = [], [], set()
    values = set()  # tasks in which a formula is known to be wrong
    for finding in work.findings:
        if finding.is_right is not False or finding.check.written:
            continue
        task = finding.check.task
        names, is_open, of_error = _names(finding)
        if of_error and (task in values or consequences.issuperset(names)):
            consequences.update(names)
            continue
        if names:
            named += [(name, is_open, finding) for name in names]
            values |= set() if of_error or is_open else {task}
        elif not named and finding.verdict != VERDICTS["not run"]:  # else it may follow from what is named
            unnamed.append(finding)
    return named, unnamed


def _names(finding):
    """(sentences that name a mistake, whether it is one of leaving out, whether Python raised it)."""
    if finding.sentences == [BLANK]:
        return [NOT_WRITTEN.format(task=finding.check.task)], True, False
    if finding.blocked_by is not None:
        return [_stopped(finding.blocked_by)], False, False
    if finding.verdict in LIMITS:
        return [LIMITS[finding.verdict]], False, False
    found, is_general = _keys("\n  ".join(finding.sentences))  # as a template has them
    sentences = _whole(finding.sentences)
    of_error = bool(found) and ERRORS.keys() >= set(found)
    named = [sentence for sentence in sentences if _keys(sentence)[0]]
    if named:
        two = any(sentence.startswith(TWO) for sentence in sentences)
        return named[: 2 if two else 1], False, of_error
    follows = any(sentence.startswith(FOLLOWS) for sentence in sentences)
    if not found and (is_general or follows):
        return [], False, False
    rest = CALL.sub("", " ".join(sentence for sentence in sentences if sentence.endswith(ENDS)))
    return [rest[:1].upper() + rest[1:]] if rest else [], "EMPTY" in found, of_error


@lru_cache(maxsize=4096)
def _keys(text):
    """See sentences.keys. text: of public sentences alone, since its patterns are slow on a hostile one."""
    return keys(text)


def _whole(sentences):
    """Those that go on in the next line, as one."""
    found: list[str] = []
    for sentence in sentences:
        if found and sentence[:1].islower():
            found[-1] += f" {sentence}"
        else:
            found.append(sentence)
    return found


def _stopped(cell):
    error = cell.why.partition(":")[0]
    if not cell.name:
        return OWN_CELL
    if error == "Python cannot read it":
        return UNREADABLE.format(cell=cell.name)
    kind = getattr(builtins, error, None)
    is_known = isinstance(kind, type) and issubclass(kind, Exception)
    return (STOPPED_WITH if is_known else STOPPED).format(cell=cell.name, error=error)
