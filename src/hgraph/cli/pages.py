"""Help pages in the language of the reader: typer's own few words give way to those of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from hgraph.cli.language import say
from hgraph.cli.refusals import Refusal
from hgraph.errors import UsageError

_OF_TYPER: Final = ("help", "install_completion", "show_completion")
"""Options that typer adds by itself, with a text in English only."""
_TYPE: Final = re.compile(r" <(?:str|path|list\[str\])>$")
_EXTRA: Final = re.compile(r"\s+\[(?:required|x>=\d+)\]$")

if TYPE_CHECKING:
    _Base = Any
else:
    _Base = typer.Context.formatter_class


class _Formatter(_Base):  # type: ignore[misc]  # typer has no public name for it
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        args = args.replace("[OPTIONS]", say("page.some-options"))
        super().write_usage(prog, args, prefix or say("page.usage") + " ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(say(f"page.{heading.lower()}"))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        # The line with the usage shows what is required; types and ranges of numbers are words for programmers.
        plain = [(_TYPE.sub("", name), _EXTRA.sub("", text)) for name, text in rows]
        super().write_dl(plain, col_max, col_spacing)


class _Context(typer.Context):
    formatter_class = _Formatter


def _translated(parameters: Sequence[Any]) -> list[Any]:
    for parameter in parameters:
        if parameter.name in _OF_TYPER:
            parameter.help = say(f"option.{parameter.name}")
    return list(parameters)


def _first_sentence(text: str | None) -> str:
    return re.split(r"(?<=\.)\s", (text or "").strip(), maxsplit=1)[0]


def _read(parse: Callable[[Any, list[str]], list[str]], ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
    """Return the arguments that typer leaves over. Raises ``UsageError`` if the command takes no such.

    What typer refuses without a place, it refuses in the place where the arguments stand.
    """
    takes_more, ctx.allow_extra_args = ctx.allow_extra_args, True
    try:
        left = parse(ctx, args)
    except Refusal as refusal:
        if getattr(refusal, "ctx", None) is None:
            refusal.__dict__["ctx"] = ctx
        raise
    finally:
        ctx.allow_extra_args = takes_more
    if left and not takes_more and not ctx.resilient_parsing:
        page = f"{ctx.command_path} --help"
        raise UsageError("extra-arguments", place=ctx.command_path, extra=" ".join(left), help=page)
    return left


class Command(TyperCommand):
    """A command whose help page speaks the reader's language."""

    context_class = _Context

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - a line that is too long is folded
        """Return the line for the page of the group: the first sentence, whole."""
        return _first_sentence(self.help)

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - a class of typer without a public name
        """Return the parameters, those of typer with a text from the catalogue."""
        return _translated(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Return the arguments that are left over. Raises ``UsageError`` if there may be none."""
        return _read(super().parse_args, ctx, args)


class Group(TyperGroup):
    """The commands together, on a page that speaks the reader's language."""

    context_class = _Context

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """Return the line for the page of the application: the first sentence, whole."""
        return _first_sentence(self.help)

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401
        """Return the parameters, those of typer with a text from the catalogue."""
        return _translated(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Return the arguments for the command that they name."""
        return _read(super().parse_args, ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return the command that the first argument names. Raises ``UsageError`` if there is none."""
        if not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            raise UsageError("unknown-command", command=args[0], known=", ".join(self.list_commands(ctx)))
        return super().resolve_command(ctx, args)
