"""What passes at a reshuffle as a page: a section per receiving minister, then what nobody got or nobody can decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hgraph.namespaces import HG
from hgraph.office.days import Interval
from hgraph.office.handover import DAY, Fallen, Handover, Passing
from hgraph.office.moves import KINDS, Move, Moves, OpenThing
from hgraph.office.outline import Item, Outline, Section
from hgraph.office.wording import Wording
from hgraph.terms import Iri, Literal, Term

_OWED = (HG.Action, HG.Commitment, HG.AmendmentNeed)
"""Kinds with a status that a reader has to know, for it is that of today."""


@dataclass(frozen=True)
class HandoverPage:
    """All that a page about one handover needs; ``notes`` are texts about portfolios, in the reader's language."""

    handover: Handover
    moves: Moves
    wording: Wording
    notes: Mapping[Iri, str]

    def outline(self) -> Outline:
        """Return the page: title, counts, and a section per minister who receives something."""
        say, handed = self.wording.say, self.handover
        sections = [*self._receivers(), *self._fallen(), *self._undecided(), *self._kept(), *self._not_named()]
        intro = [self._summary()] if handed.handed or handed.fallen or self.moves.passed else [say("handover.nothing")]
        for government in self.wording.records.governments:
            if handed.before in government.term and handed.after not in government.term:
                values = {
                    "government": self.wording.name(government.iri),
                    "day": self.wording.day(government.term.until),
                }
                intro.append(say("handover.government-ends", **values))
        if handed.renewed:
            count = sum(map(len, handed.renewed.values()))
            intro.append(say("handover.renewed", people=len(handed.renewed), count=count))
        return Outline(self._title(), tuple(intro), tuple(sections))

    def _title(self) -> str:
        before, after = self.handover.before, self.handover.after
        if after - before == DAY:
            return self.wording.say("handover.title-on", day=self.wording.day(after))
        days = {"before": self.wording.day(before), "after": self.wording.day(after)}
        return self.wording.say("handover.title-between", **days)

    def _summary(self) -> str:
        return self.wording.say(
            "handover.summary",
            passed=len({each.source for each in self.handover.handed}),
            fallen=len(self.handover.fallen),
            things=len(self.moves.passed),
        )

    def _receivers(self) -> Iterator[Section]:
        people = {person for each in self.handover.handed for person in each.receivers}
        people |= {person for move in self.moves.passed for person in move.after.people}
        for person in sorted(people, key=self.wording.name):
            passings = [each for each in self.handover.handed if person in each.receivers]
            items = [item for passing in passings for item in self._passing(passing)]
            noted = dict.fromkeys(self.notes[each.target] for each in passings if each.target in self.notes)
            items += [Item(self.wording.say("handover.note", note=note)) for note in noted]
            items += self._things([move for move in self.moves.passed if person in move.after.people])
            yield Section(self.wording.say("handover.to", person=self.wording.name(person)), tuple(items))

    def _passing(self, passing: Passing) -> Iterator[Item]:
        wording = self.wording
        names = {
            "givers": wording.listed(passing.givers) or wording.say("nobody"),
            "source": wording.portfolio(passing.source),
            "target": wording.portfolio(passing.target),
        }
        same = names["source"].casefold() == names["target"].casefold()
        whole = "handover.portfolio-same" if same else "handover.portfolio"
        yield Item(wording.say("handover.portfolio-partly" if passing.partly else whole, **names))
        if passing.gap:
            yield Item(self._gap(passing.gap, names["source"]), 1)
        fields = wording.listed(sorted(passing.fields, key=wording.name))
        yield Item(wording.say("handover.fields", fields=fields) if fields else wording.say("handover.no-fields"), 1)

    def _gap(self, gap: Interval, source: str) -> str:
        start, until = self.wording.day(gap.start), self.wording.day(gap.until)
        if gap.days == 1:
            return self.wording.say("handover.gap-one", start=start, source=source)
        return self.wording.say("handover.gap", start=start, until=until, days=gap.days, source=source)

    def _things(self, moves: Sequence[Move]) -> Iterator[Item]:
        for kind in KINDS:
            of_kind = [move for move in moves if move.thing.kind == kind]
            if of_kind:
                yield Item(self.wording.say(f"handover.kind.{kind.rpartition('#')[2]}", count=len(of_kind)))
                yield from (Item(self._thing(move), 1) for move in of_kind)

    def _thing(self, move: Move) -> str:
        values = {"thing": self.wording.name(move.thing.iri), "givers": givers(move, self.wording)}
        if move.thing.status and move.thing.kind in _OWED:
            status = self.wording.name(move.thing.status)
            return self.wording.say("handover.thing-status", status=status, **values)
        return self.wording.say("handover.thing", **values)

    def _fallen(self) -> Iterator[Section]:
        items = [item for each in self.handover.fallen for item in self._without_successor(each)]
        items += self._things(self.moves.fallen)
        if items:
            yield Section(self.wording.say("handover.fallen"), tuple(items))

    def _without_successor(self, fallen: Fallen) -> Iterator[Item]:
        wording = self.wording
        values = {"source": wording.portfolio(fallen.source), "givers": wording.listed(fallen.givers)}
        yield Item(wording.say("handover.fallen-portfolio", day=wording.day(self.handover.after), **values))
        for holding in fallen.later:
            yield Item(wording.held(holding, "handover.fallen-later"), 1)
        if not fallen.later:
            yield Item(wording.say("handover.fallen-never"), 1)

    def _undecided(self) -> Iterator[Section]:
        wording = self.wording
        items = []
        for each in self.handover.undecided:
            values = {"field": wording.name(each.field), "source": wording.portfolio(each.source)}
            people = wording.listed(holding.person for holding in each.elsewhere)
            found = wording.say("handover.undecided-elsewhere", people=people, **values) if people else None
            items.append(Item(found or wording.say("handover.undecided-field", **values)))
        for move in self.moves.undecided:
            values = {"thing": wording.name(move.thing.iri), "givers": givers(move, wording)}
            items.append(Item(wording.say("handover.undecided-thing", problem=wording.problem(move.after), **values)))
        if items:
            yield Section(wording.say("handover.undecided"), tuple(items))

    def _kept(self) -> Iterator[Section]:
        wording = self.wording
        items = [
            Item(
                wording.say(
                    "handover.kept-portfolio",
                    person=wording.listed(each.receivers),
                    source=wording.portfolio(each.source),
                    target=wording.portfolio(each.target),
                )
            )
            for each in self.handover.passings
            if each.kept
        ]
        if items:
            yield Section(wording.say("handover.kept"), tuple(items))

    def _not_named(self) -> Iterator[Section]:
        if self.moves.not_named and (self.handover.handed or self.handover.fallen):
            items = [Item(self.wording.say("handover.not-named-means"))]
            items += [Item(self.wording.name(thing.iri), 1) for thing in self.moves.not_named]
            yield Section(self.wording.say("handover.not-named"), tuple(items))

    def rows(self) -> tuple[list[str], list[list[str]]]:
        """Return headings and a row per portfolio, policy field and open thing, with from whom and to whom it goes."""
        columns = ("kind", "what", "giver", "receiver", "portfolio", "note")
        headings = [self.wording.say(f"handover.column.{column}") for column in columns]
        return headings, [*self._portfolio_rows(), *self._thing_rows()]

    def _portfolio_rows(self) -> Iterator[list[str]]:
        wording, say = self.wording, self.wording.say
        kind, field = say("handover.kind-name.portfolio"), say("handover.kind-name.field")
        for each in self.handover.passings:
            source, target = wording.portfolio(each.source), wording.portfolio(each.target)
            people = [wording.listed(each.givers), wording.listed(each.receivers)]
            note = say("handover.row.kept") if each.kept else say("handover.row.partly") if each.partly else ""
            yield [kind, source, *people, target, note]
            if not each.kept:
                yield from ([field, wording.name(one), *people, target, ""] for one in each.fields)
        for fallen in self.handover.fallen:
            giver, without = wording.listed(fallen.givers), say("handover.row.fallen")
            yield [kind, wording.portfolio(fallen.source), giver, "", "", without]
            yield from ([field, wording.name(one), giver, "", "", without] for one in fallen.fields)
        for undecided in self.handover.undecided:
            holders = wording.listed(holding.person for holding in undecided.elsewhere)
            yield [field, wording.name(undecided.field), "", holders, "", say("handover.row.undecided")]

    def _thing_rows(self) -> Iterator[list[str]]:
        say = self.wording.say
        for moves, note in (
            (self.moves.passed, ""),
            (self.moves.fallen, say("handover.row.fallen")),
            (self.moves.undecided, say("handover.row.undecided")),
        ):
            for move in moves:
                portfolios = "; ".join(self.wording.portfolio(each.portfolio) for each in move.after.holdings)
                people = [givers(move, self.wording), self.wording.listed(move.after.people)]
                yield [*self._kind_and_name(move.thing), *people, portfolios, note]
        for thing in self.moves.not_named:
            yield [*self._kind_and_name(thing), "", "", "", say("handover.row.not-named")]

    def _kind_and_name(self, thing: OpenThing) -> tuple[str, str]:
        kind = self.wording.say(f"handover.kind-name.{thing.kind.rpartition('#')[2]}")
        return kind, self.wording.name(thing.iri)


def portfolio_notes(rows: Iterable[tuple[Term | None, ...]], language: str) -> dict[Iri, str]:
    """Return what is noted with portfolios, from the rows of ``office/notes``: in the language, else in another."""
    found: dict[Iri, str] = {}
    for portfolio, note in rows:
        if (
            isinstance(portfolio, Iri)
            and isinstance(note, Literal)
            and (portfolio not in found or note.language == language)
        ):
            found[portfolio] = note.lexical
    return found


def givers(move: Move, wording: Wording) -> str:
    """Return who answered for a thing before: on the first day, else last before it, else nobody."""
    people = move.before.people or tuple(dict.fromkeys(each.person for each in move.before.before))
    return wording.listed(people) or wording.say("nobody")


def reshuffles_outline(found: Sequence[Handover], wording: Wording) -> Outline:
    """Return what the list of reshuffles says above its table, and how one is asked for."""
    title = wording.say("handover.list")
    if not found:
        return Outline(title, (wording.say("handover.list-none"),))
    days = _worth_asking(found)
    return Outline(title, (wording.say("handover.list-how", **days),))


def _worth_asking(found: Sequence[Handover]) -> dict[str, date]:
    handed = [each for each in found if each.handed] or list(found)
    broken = next((each for each in found if each.fallen), handed[-1])
    after = next((each.after for each in found if each.after > broken.after), broken.after)
    return {"day": handed[-1].after, "before": broken.before, "after": after}


def reshuffles_rows(found: Iterable[Handover], wording: Wording) -> tuple[list[str], list[list[str]]]:
    """Return headings and a row per day: what went to somebody else, went on, fell, and was only given new records."""
    columns = ("day", "passed", "kept", "fallen", "renewed")
    headings = [wording.say(f"handover.column.{column}") for column in columns]
    rows = [
        [
            each.after.isoformat(),
            str(len({passing.source for passing in each.handed})),
            str(sum(passing.kept for passing in each.passings)),
            str(len(each.fallen)),
            str(sum(map(len, each.renewed.values()))),
        ]
        for each in found
    ]
    return headings, rows
