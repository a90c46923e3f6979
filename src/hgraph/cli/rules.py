"""``hgraph rules``: the catalogue of rules, one rule explained, or the shapes as they hold in a stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hgraph.cli.language import say
from hgraph.cli.options import LanguageOption, OutputOption, ProjectOption, StageOption, format_option
from hgraph.cli.pages import Command

if TYPE_CHECKING:
    from hgraph.validation import Rule, RuleBook, Stages

_FORMATS = ("table", "csv")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("rules", cls=Command, help=say("command.rules"))(rules)


def rules(
    name: Annotated[str | None, typer.Argument(help=say("argument.rule"), metavar=say("metavar.rule"))] = None,
    effective: Annotated[bool, typer.Option("--effective", help=say("option.effective"))] = False,
    stage: StageOption = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    format_: Annotated[str | None, format_option(*_FORMATS)] = None,
    output: OutputOption = None,
) -> None:
    """List all rules with their severity per stage, explain one, or write the effective shapes of a stage."""
    from hgraph.cli.output import chosen_format, emit
    from hgraph.cli.session import settings_for
    from hgraph.dataset import triples_to_turtle
    from hgraph.validation import effective_shapes, read_rules, read_stages

    settings = settings_for(project, language)
    book, stages = read_rules(settings), read_stages(settings)
    if effective:
        emit(triples_to_turtle(effective_shapes(book, stages, stage or settings.stage)), output, colours={})
        return
    if name is not None:
        emit(rule_page(book.find(name), stages, settings.language), output)
        return
    wanted = chosen_format(format_, output, _FORMATS, "table")
    emit(_listing(book, stages, settings.language, wanted), output)


def rule_page(rule: Rule, stages: Stages, language: str) -> str:
    """Return what there is to know about one rule: sentence, reason, remedy, severity per stage, source."""
    from hgraph.cli.output import paragraph
    from hgraph.messages import message
    from hgraph.reports import without_placeholders

    def line(key: str, text: str) -> str:
        return paragraph(f"{message(f'cli.rules.{key}', language)}: {text}")

    sentences = dict.fromkeys(texts[language] for texts in rule.messages.values() if language in texts)
    grades = "; ".join(f"{profile.token} {_grade(rule, stages, profile.token, language)}" for profile in stages)
    lines = [f"{rule.code}: {rule.labels[language]}", ""]
    lines += [line("message", without_placeholders(sentence)) for sentence in sentences]
    remedy = without_placeholders(rule.remedies[language])
    lines += [line("why", rule.whys[language]), line("remedy", remedy), line("severity", grades)]
    lines += [line("source", source) for source in rule.sources]
    return "\n".join(lines) + "\n"


def _grade(rule: Rule, stages: Stages, stage: str, language: str) -> str:
    from hgraph.messages import message

    severity = stages.grade(rule, stage)
    if severity is None:
        return message("cli.rules.off", language)
    return message(f"report.severity.{severity.token}", language).lower()


def _listing(book: RuleBook, stages: Stages, language: str, wanted: str) -> str:
    from hgraph.cli.output import width
    from hgraph.cli.tables import draw
    from hgraph.messages import message
    from hgraph.reports import rows_csv

    code, label = (message(f"cli.rules.column-{column}", language) for column in ("code", "label"))
    if wanted == "csv":
        rows = [
            [rule.code, rule.labels[language], *(_grade(rule, stages, stage, language) for stage in stages.tokens)]
            for rule in book
        ]
        return rows_csv([code, label, *stages.tokens], rows)
    rows = [
        [f"{rule.code}\n  {rule.labels[language]}", *(_short(rule, stages, stage, language) for stage in stages.tokens)]
        for rule in book
    ]
    table = draw([label, *stages.tokens], rows, line_width=width())
    return table + message("cli.rules.head", language, count=len(book)) + "\n"


def _short(rule: Rule, stages: Stages, stage: str, language: str) -> str:
    from hgraph.messages import message

    severity = stages.grade(rule, stage)
    return message(f"cli.rules.short.{severity.token if severity else 'off'}", language)
