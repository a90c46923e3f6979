"""Projects under git, for tests of what changed between revisions."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_IDENTITY = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str, day: str | None = None) -> str:
    """Run git in a folder and return what it prints; ``day`` is the day on which a commit is made."""
    command = ["git", "-C", str(folder), *_IDENTITY, *arguments]
    moment = {"GIT_AUTHOR_DATE": f"{day}T12:00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00"} if day else {}
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **moment}).stdout


def committed(folder: Path, *, day: str | None = None) -> Path:
    """Put a folder under git and commit all of it."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    return commit_all(folder, "before", day=day)


def commit_all(folder: Path, message: str, *, day: str | None = None) -> Path:
    """Commit everything in a folder that is under git."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message, day=day)
    return folder
