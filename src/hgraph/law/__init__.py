"""Law that must change: amendment needs by article, the track each runs through, and how far it is on a day.

::

    register = read_register(project.select)
    agenda = agenda_on(register, date(2020, 9, 1))
    page = agenda_page(agenda, None, None, LawWording(project.labels, "nl"))
"""

from hgraph.law.agenda import Agenda, AgendaEntry, Change, ChangeKind, Shift, State, agenda_on, changes_between
from hgraph.law.agenda_file import read_agenda
from hgraph.law.collisions import Collision, Standing, collisions
from hgraph.law.impact import Touched, impact, thread_around
from hgraph.law.pages import Page, Section
from hgraph.law.records import Act, Claim, LawRegister, Need, Owner, Stage, Step, Track, Version
from hgraph.law.register import TABLES, build, read_register
from hgraph.law.sentences import sentence_about, thread_behind
from hgraph.law.shown_act import ACT_COLUMNS, ShownAct, act_document, act_page, act_rows
from hgraph.law.shown_agenda import AGENDA_COLUMNS, agenda_document, agenda_page, agenda_rows
from hgraph.law.shown_collisions import COLLISION_COLUMNS, collision_rows, collisions_document, collisions_page
from hgraph.law.shown_impact import IMPACT_COLUMNS, impact_document, impact_page, impact_rows
from hgraph.law.shown_track import TRACK_COLUMNS, ShownTrack, track_document, track_page, track_rows, tracks_of
from hgraph.law.timeline import Delay, NextStep, StageLine, next_step, timeline
from hgraph.law.wording import LawWording

__all__ = [
    "ACT_COLUMNS",
    "AGENDA_COLUMNS",
    "COLLISION_COLUMNS",
    "IMPACT_COLUMNS",
    "TABLES",
    "TRACK_COLUMNS",
    "Act",
    "Agenda",
    "AgendaEntry",
    "Change",
    "ChangeKind",
    "Claim",
    "Collision",
    "Delay",
    "LawRegister",
    "LawWording",
    "Need",
    "NextStep",
    "Owner",
    "Page",
    "Section",
    "Shift",
    "ShownAct",
    "ShownTrack",
    "Stage",
    "StageLine",
    "Standing",
    "State",
    "Step",
    "Touched",
    "Track",
    "Version",
    "act_document",
    "act_page",
    "act_rows",
    "agenda_document",
    "agenda_on",
    "agenda_page",
    "agenda_rows",
    "build",
    "changes_between",
    "collision_rows",
    "collisions",
    "collisions_document",
    "collisions_page",
    "impact",
    "impact_document",
    "impact_page",
    "impact_rows",
    "next_step",
    "read_agenda",
    "read_register",
    "sentence_about",
    "thread_around",
    "thread_behind",
    "timeline",
    "track_document",
    "track_page",
    "track_rows",
    "tracks_of",
]
