"""What typer refuses before a command runs, said as every other error is: one sentence, the place, what to do."""

from __future__ import annotations

from typing import Any, Final

import typer

from hgraph.errors import UsageError

Refusal: Final[type[Exception]] = typer.BadParameter.__mro__[2]
"""The class of all refusals of the command line; typer gives it no name of its own, and neither do all its versions."""


def as_error(refusal: Any) -> UsageError:  # noqa: ANN401 - see above
    """Return a refusal as an error with a code that ``hgraph explain`` knows."""
    command = refusal.ctx.command_path if getattr(refusal, "ctx", None) else None
    page = f"{command or 'hgraph'} --help"
    option = getattr(refusal, "option_name", None)
    parameter = getattr(refusal, "param", None)
    if near := getattr(refusal, "possibilities", None):
        return UsageError("unknown-option-like", place=command, option=option, near=", ".join(sorted(near)), help=page)
    if hasattr(refusal, "possibilities"):
        return UsageError("unknown-option", place=command, option=option, help=page)
    if option:
        code = "option-with-value" if _takes_none(refusal, option) else "option-without-value"
        return UsageError(code, place=command, option=option, help=page)
    if parameter is None:
        return UsageError("arguments-not-understood", place=command, help=page)
    if hasattr(refusal, "param_type"):
        typed = parameter.opts[0]
        name = typed if typed.startswith("-") else parameter.metavar or parameter.name
        return UsageError("missing-argument", place=command, name=name, help=page)
    return UsageError("wrong-option-value", place=command, name=parameter.opts[0], help=page)


def _takes_none(refusal: Any, option: str) -> bool:  # noqa: ANN401 - see above
    """Say whether an option is a switch."""
    known = refusal.ctx.command.get_params(refusal.ctx) if getattr(refusal, "ctx", None) else ()
    return any(option in each.opts and getattr(each, "is_flag", False) for each in known)
