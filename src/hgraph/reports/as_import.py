"""The account of an import: what is new, changed, gone or the same, and what was noticed, for people and programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import fill
from typing import Any, Final

from hgraph.importers import Change, Difference, Kind, Outcome, Standing
from hgraph.iris import shorten
from hgraph.messages import catalogue, message, printable
from hgraph.reports.as_csv import rows_csv
from hgraph.reports.as_json import plain_json
from hgraph.reports.entries import day
from hgraph.terms import Iri, Term, to_python

IMPORT_FORMATS: Final = ("text", "markdown", "csv", "json")
_SHOWN: Final = (Standing.NEW, Standing.CHANGED, Standing.GONE)
_OWN_KINDS: Final = ("claim", "other")
_LONGEST: Final = 600
_VALUES: Final = 3
"""Values of one property that are shown; the formats for programs have them all."""
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|!~])")


@dataclass(frozen=True)
class Account:
    """How an import is to be accounted for: in which language, how wide, how much of each kind, and how it ended."""

    language: str
    width: int
    limit: int
    verdict: str
    """The sentence that says whether anything was written."""
    property_name: Callable[[Iri], str]
    id_base: str


def import_report(format_: str, outcome: Outcome, account: Account) -> str:
    """Return the account of an import in one of ``IMPORT_FORMATS``."""
    return _FORMATS[format_](outcome, account)


def _text(outcome: Outcome, account: Account) -> str:
    """Return what a person reads on a terminal."""
    lines = [_head(outcome, account), ""]
    for title, names, rest in _groups(outcome, account):
        lines.append(title)
        for name, details in names:
            lines.append(_wrapped(name, "  • ", "    ", account))
            lines += [_wrapped(detail, "      ", "        ", account) for detail in details]
        lines += [f"  {rest}"] if rest else []
        lines.append("")
    for title, remarks, rest in _remarks(outcome, account):
        lines.append(title)
        lines += [_wrapped(remark, "  • ", "    ", account) for remark in remarks]
        lines += [f"  {rest}"] if rest else []
        lines.append("")
    return "\n".join([*lines, *_tail(outcome, account)]) + "\n"


def _markdown(outcome: Outcome, account: Account) -> str:
    """Return what a person pastes into a mail or a ticket."""
    lines = [f"# {_escaped(_head(outcome, account))}", ""]
    for title, names, rest in _groups(outcome, account):
        lines += [f"## {_escaped(title)}", ""]
        for name, details in names:
            lines.append(f"- {_escaped(name)}")
            lines += [f"  - {_escaped(detail)}" for detail in details]
        lines += [f"- {rest}"] if rest else []
        lines.append("")
    for title, remarks, rest in _remarks(outcome, account):
        lines += [f"## {_escaped(title)}", "", *(f"- {_escaped(remark)}" for remark in remarks)]
        lines += [f"- {rest}"] if rest else []
        lines.append("")
    return "\n".join([*lines, *(f"{_escaped(line)}  " for line in _tail(outcome, account))]).rstrip() + "\n"


def _csv(outcome: Outcome, account: Account) -> str:
    """Return one row per property that differs; a thing that is new or gone has one for each of its values."""
    columns = ("standing", "kind", "thing", "name", "property", "before", "after")
    rows = []
    for change in _ordered(outcome):
        kind, name = _kind_label(outcome, change.kind, account), _name(change, account)
        for difference in change.differences:
            before, after = (_cell(terms, outcome, account) for terms in (difference.before, difference.after))
            named = account.property_name(difference.property_)
            rows.append([_say(f"standing.{change.standing}", account), kind, change.thing, name, named, before, after])
    return rows_csv([_say(f"column.{column}", account) for column in columns], rows)


def _json(outcome: Outcome, account: Account) -> str:
    """Return everything for programs, with stable keys and in a stable order."""
    document = {
        "source": outcome.mapping.name,
        "files": [{"name": file.name, "sha256": file.sha256, "statements": file.triples} for file in outcome.files],
        "counts": {
            standing.value: {
                kind: count for (kind, each), count in sorted(outcome.comparison.counts.items()) if each is standing
            }
            for standing in Standing
        },
        "held_elsewhere": outcome.held.statements,
        "contradicted": outcome.held.contradicted,
        "changes": [_change(change, account) for change in _ordered(outcome)],
        "noticed": dict(sorted(outcome.notes.counts.items())),
        "findings": [
            {
                "rule": finding.code,
                "severity": finding.severity.token,
                "fingerprint": finding.fingerprint,
                "focus": str(finding.focus),
                "file": finding.place.file,
                "message": dict(sorted(finding.messages.items())),
                "remedy": dict(sorted(finding.remedies.items())),
            }
            for finding in outcome.findings
        ],
        "verdict": account.verdict,
    }
    return plain_json(document)


_FORMATS: Final[Mapping[str, Callable[[Outcome, Account], str]]] = {
    "text": _text,
    "markdown": _markdown,
    "csv": _csv,
    "json": _json,
}


def _change(change: Change, account: Account) -> dict[str, Any]:
    return {
        "standing": change.standing.value,
        "kind": change.kind,
        "thing": change.thing,
        "name": _name(change, account),
        "differences": [
            {
                "property": each.property_,
                "before": [str(term) for term in each.before],
                "after": [str(term) for term in each.after],
            }
            for each in change.differences
        ],
    }


def _say(key: str, account: Account, **values: object) -> str:
    return message(f"imports.{key}", account.language, **values)


def _head(outcome: Outcome, account: Account) -> str:
    count = len(outcome.files)
    triples = sum(file.triples for file in outcome.files)
    title = outcome.mapping.names[account.language]
    return _say("head-one" if count == 1 else "head", account, source=title, files=count, triples=triples)


def _tail(outcome: Outcome, account: Account) -> Iterator[str]:
    if not outcome.comparison.anything:
        yield _say("nothing", account)
    if same := outcome.comparison.total(Standing.SAME):
        yield _say("unchanged", account, count=same)
    if outcome.held.statements:
        yield _say("held", account, count=outcome.held.statements)
    yield account.verdict


def _kinds(outcome: Outcome) -> list[str]:
    return [*(kind.name for kind in outcome.mapping.kinds), *_OWN_KINDS]


def _ordered(outcome: Outcome) -> Iterator[Change]:
    for standing in _SHOWN:
        for kind in _kinds(outcome):
            yield from outcome.comparison.of(kind, standing)


def _groups(outcome: Outcome, account: Account) -> Iterator[tuple[str, list[tuple[str, list[str]]], str]]:
    """Yield each group of changes: its title, the first things in it with what differs, and how many more there are."""
    for standing in _SHOWN:
        for kind in _kinds(outcome):
            count = outcome.comparison.counts[kind, standing]
            if not count:
                continue
            shown = outcome.comparison.of(kind, standing)[: account.limit]
            label = _kind_label(outcome, kind, account)
            title = _say("group", account, standing=_say(f"standing.{standing}", account), kind=label, count=count)
            names = [(_line(change, outcome, account), _details(change, outcome, account)) for change in shown]
            yield title, names, _more(count, len(shown), account)


def _more(count: int, shown: int, account: Account) -> str:
    return _say("more", account, count=count - shown) if count > shown else ""


def _kind_label(outcome: Outcome, name: str, account: Account) -> str:
    if name in _OWN_KINDS:
        return _say(f"kind.{name}", account)
    return _kind(outcome, name).labels[account.language]


def _kind(outcome: Outcome, name: str) -> Kind:
    return next(kind for kind in outcome.mapping.kinds if kind.name == name)


def _name(change: Change, account: Account) -> str:
    return _called(change.names, change.thing, account)


def _called(names: Mapping[str, str], thing: Iri, account: Account) -> str:
    """Return the name of a thing: in the language, else without one, else in any; its short IRI if it has none."""
    found = names.get(account.language) or names.get("") or next((names[tag] for tag in sorted(names)), None)
    return found or shorten(thing, account.id_base)


def _line(change: Change, outcome: Outcome, account: Account) -> str:
    """Return the name of a thing with the days between which it holds, where it has any."""
    name = _name(change, account)
    period = None if change.kind in _OWN_KINDS else _kind(outcome, change.kind).period
    start, end = (_day(change, each, account) for each in period) if period else ("", "")
    if not start:
        return name
    if period and period[0] == period[1]:
        return _say("of-day", account, name=name, start=start)
    return _say("from-until" if end else "from", account, name=name, start=start, end=end)


def _day(change: Change, property_: Iri, account: Account) -> str:
    values = [to_python(term) for term in change.values.get(property_, ())]
    return next((day(value, account.language) for value in values if isinstance(value, date)), "")


def _details(change: Change, outcome: Outcome, account: Account) -> list[str]:
    """Return what differs, for a thing that was there before and still is."""
    if change.standing is not Standing.CHANGED:
        return []
    return [_detail(each, outcome, account) for each in change.differences]


def _detail(difference: Difference, outcome: Outcome, account: Account) -> str:
    before, after = (_listed(terms, outcome, account) for terms in (difference.before, difference.after))
    key = "difference" if before and after else "added" if after else "removed"
    name = account.property_name(difference.property_)
    return _say(key, account, property=name, before=before, after=after)


def _listed(terms: Sequence[Term], outcome: Outcome, account: Account) -> str:
    """Return the first values, and how many more there are."""
    shown = sorted(_value(term, outcome, account) for term in terms)
    more = [_say("more", account, count=len(shown) - _VALUES)] if len(shown) > _VALUES else []
    return ", ".join([*shown[:_VALUES], *more])


def _cell(terms: Sequence[Term], outcome: Outcome, account: Account) -> str:
    """Return values for a program: names of things, and days as they are stored."""
    return ", ".join(_value(term, outcome, account) if isinstance(term, Iri) else str(term) for term in terms)


def _value(term: Term, outcome: Outcome, account: Account) -> str:
    if isinstance(term, Iri):
        return _called(outcome.names.get(str(term), {}), term, account)
    value = to_python(term)
    return day(value, account.language) if isinstance(value, date) else str(term)


def _remarks(outcome: Outcome, account: Account) -> Iterator[tuple[str, list[str], str]]:
    """Yield what was noticed, the worst first: a title, the first sentences, and how many more there are."""
    rules = catalogue("rules")
    by_code: dict[str, list[str]] = {}
    for finding in sorted(outcome.findings, key=lambda each: (-each.severity, each.code)):
        sentence = finding.messages[account.language]
        where = f"{finding.place.file}: " if finding.place.file else ""
        by_code.setdefault(finding.code, []).append(where + sentence)
    severities = {finding.code: finding.severity for finding in outcome.findings}
    for code, sentences in by_code.items():
        count = outcome.notes.counts[code]
        severity = _say(f"severity.{severities[code].token}", account)
        label = rules[code]["label"][account.language]
        shown = list(dict.fromkeys(sentences))[: account.limit]
        title = _say("noticed-group", account, severity=severity, label=label, count=count)
        yield f"{title}  [{code}]", shown, _more(count, len(shown), account)


def _wrapped(text: str, first: str, next_: str, account: Account) -> str:
    shown = printable(text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …")
    return fill(
        shown,
        account.width,
        initial_indent=first,
        subsequent_indent=next_,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", printable(" ".join(text.split())))
