"""What has changed between two versions of a plan: by thing and property, in sentences, with what it leads to.

::

    with opened_versions("HEAD~3", "", settings) as (old, new):
        comparison = compare(old, new)
        document = told(comparison, consequences(old, new, "submission"), "nl", limit=10)
"""

from hgraph.diff.as_json import comparison_json
from hgraph.diff.changes import Comparison, Fate, PropertyChange, ThingChange, compare
from hgraph.diff.consequences import Consequences, consequences
from hgraph.diff.patch import apply_patch, patch_text
from hgraph.diff.sentences import Sentences
from hgraph.diff.told import told
from hgraph.diff.versions import Version, opened_version, opened_versions

__all__ = [
    "Comparison",
    "Consequences",
    "Fate",
    "PropertyChange",
    "Sentences",
    "ThingChange",
    "Version",
    "apply_patch",
    "compare",
    "comparison_json",
    "consequences",
    "opened_version",
    "opened_versions",
    "patch_text",
    "told",
]
