"""The approval dossier: all that is needed to decide on a plan in one file, which can be verified from itself alone.

::

    dossier = make_dossier(settings, "approval", date(2021, 6, 1), since="round:1")
    write_dossier(dossier.files, Path("dossier.zip"))
    assert verify_dossier(Path("dossier.zip")).same
"""

from hgraph.dossier.apart import MOST_MEMORY, MOST_SECONDS, verify_within
from hgraph.dossier.contents import Dossier, make_dossier
from hgraph.dossier.manifest import MANIFEST_FILE
from hgraph.dossier.packed import FOLDER
from hgraph.dossier.reading import MOST_BYTES, MOST_FILES, read_dossier
from hgraph.dossier.record import RECORD_FILE, Record
from hgraph.dossier.told import verification_text
from hgraph.dossier.verifying import Difference, Verification, verify_dossier
from hgraph.dossier.writing import require_free, write_dossier

__all__ = [
    "FOLDER",
    "MANIFEST_FILE",
    "MOST_BYTES",
    "MOST_FILES",
    "MOST_MEMORY",
    "MOST_SECONDS",
    "RECORD_FILE",
    "Difference",
    "Dossier",
    "Record",
    "Verification",
    "make_dossier",
    "read_dossier",
    "require_free",
    "verification_text",
    "verify_dossier",
    "verify_within",
    "write_dossier",
]
