"""The page that lists all rules with their severity per stage: ``shapes/README.md``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from hgraph.findings import Severity
from hgraph.messages import LANGUAGES, message
from hgraph.validation.profiles import Stages
from hgraph.validation.rules import Rule, RuleBook


def render_index(rules: RuleBook, stages: Stages, language: str = LANGUAGES[0]) -> str:
    """Return the index of all rules as Markdown, one table per shape file, in every language, ``language`` first."""
    files: dict[str, list[Rule]] = defaultdict(list)
    for rule in sorted(rules, key=lambda rule: (rule.file, rule.code)):
        files[rule.file].append(rule)
    order = sorted(LANGUAGES, key=lambda tag: tag != language)
    return "\n".join(_in_language(files, stages, tag) for tag in order)


def _in_language(files: Mapping[str, Sequence[Rule]], stages: Stages, language: str) -> str:
    def say(key: str, **values: object) -> str:
        return message(f"validation.index.{key}", language, **values)

    count = sum(len(members) for members in files.values())
    heads = [say("rule"), say("says"), *(profile.titles[language].lower() for profile in stages)]
    lines = [f"# {say('title')}", "", say("intro", rules=count, files=len(files)), "", say("add"), ""]
    for name, members in files.items():
        lines += [f"## {name}", "", _row(heads), _row(["---"] * len(heads))]
        lines += [_row(_cells(rule, stages, language)) for rule in members]
        lines.append("")
    return "\n".join(lines)


def _cells(rule: Rule, stages: Stages, language: str) -> list[str]:
    grades = [_severity(stages.grade(rule, profile.token), language) for profile in stages]
    return [f"`{rule.code}`", f"**{rule.labels[language]}.** {rule.whys[language]}", *grades]


def _severity(severity: Severity | None, language: str) -> str:
    return message(f"validation.severity.{severity.token if severity else 'off'}", language)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
