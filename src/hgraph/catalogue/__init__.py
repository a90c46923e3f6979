"""What programs read to find a release: catalogue records, descriptions, feeds of changes, rules for web servers.

::

    for file in catalogue_files(view, paths):       # view.folder holds the other files of the release
        ...
    catalogue_findings(view)                        # what the record lacks of DCAT-AP-VL and DCAT-AP
"""

from hgraph.catalogue.making import catalogue_files, catalogue_findings, catalogue_notes
from hgraph.catalogue.service import describe_service

__all__ = ["catalogue_files", "catalogue_findings", "catalogue_notes", "describe_service"]
