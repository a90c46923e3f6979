"""The application: a run that names a command builds that one only, and is otherwise no different."""

from __future__ import annotations

import pytest
import typer.main

from hgraph.cli.app import COMMANDS, application
from hgraph.cli.pages import Group


@pytest.fixture(scope="module")
def whole() -> Group:
    """Return the application with all of its commands."""
    group = typer.main.get_command(application([]))
    assert isinstance(group, Group)
    return group


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_is_named_is_there_alone_and_the_same(whole: Group, command: str) -> None:
    alone = typer.main.get_command(application([command, "--help"]))
    assert isinstance(alone, Group)
    assert list(alone.commands) == [command]
    pages = [group.commands[command] for group in (alone, whole)]
    shown = [page.get_help(page.make_context(f"hgraph {command}", [], resilient_parsing=True)) for page in pages]
    assert command in shown[0]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--language", "en", "check"], ["chek"]])
def test_whatever_else_comes_first_has_all_commands(arguments: list[str]) -> None:
    assert set(typer.main.get_command(application(arguments)).commands) == set(COMMANDS)
