"""Prefixes and terms in use, made from ``ontology/`` by ``make generated``; a test keeps them current."""

from __future__ import annotations

from typing import Final

PREFIXES: Final[dict[str, str]] = {
    "access-right": "http://publications.europa.eu/resource/authority/access-right/",
    "action-status": "https://w3id.org/hgraph/code/action-status/",
    "adms": "http://www.w3.org/ns/adms#",
    "amendment-kind": "https://w3id.org/hgraph/code/amendment-kind/",
    "as": "https://www.w3.org/ns/activitystreams#",
    "belgif-theme": "http://vocab.belgif.be/auth/datatheme/",
    "besluit": "http://data.vlaanderen.be/ns/besluit#",
    "besluitvorming": "https://data.vlaanderen.be/ns/besluitvorming#",
    "claim-status": "https://w3id.org/hgraph/code/claim-status/",
    "commitment-status": "https://w3id.org/hgraph/code/commitment-status/",
    "data-theme": "http://publications.europa.eu/resource/authority/data-theme/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dossier": "https://data.vlaanderen.be/ns/dossier#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "eli-dl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "evidence-strength": "https://w3id.org/hgraph/code/evidence-strength/",
    "file-type": "http://publications.europa.eu/resource/authority/file-type/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
    "frequency": "http://publications.europa.eu/resource/authority/frequency/",
    "generiek": "https://data.vlaanderen.be/ns/generiek#",
    "hg": "https://w3id.org/hgraph/ns#",
    "hgsh": "https://w3id.org/hgraph/shapes#",
    "lang": "http://publications.europa.eu/resource/authority/language/",
    "ldes": "https://w3id.org/ldes#",
    "legislative-step": "https://w3id.org/hgraph/code/legislative-step/",
    "mandaat": "http://data.vlaanderen.be/ns/mandaat#",
    "media-type": "http://www.iana.org/assignments/media-types/",
    "modality": "https://w3id.org/hgraph/code/modality/",
    "need-status": "https://w3id.org/hgraph/code/need-status/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "participation-role": "https://w3id.org/hgraph/code/participation-role/",
    "person": "http://www.w3.org/ns/person#",
    "persoon": "https://data.vlaanderen.be/ns/persoon#",
    "policy-origin": "https://w3id.org/hgraph/code/policy-origin/",
    "prof": "http://www.w3.org/ns/dx/prof/",
    "profile": "https://w3id.org/hgraph/profile/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "reporting-channel": "https://w3id.org/hgraph/code/reporting-channel/",
    "review-status": "https://w3id.org/hgraph/code/review-status/",
    "role": "http://www.w3.org/ns/dx/prof/role/",
    "schema": "http://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "statement-kind": "https://w3id.org/hgraph/code/statement-kind/",
    "target-group": "https://w3id.org/hgraph/code/target-group/",
    "theme": "https://w3id.org/hgraph/code/theme/",
    "themis-document-type": "http://themis.vlaanderen.be/id/concept/document-type/",
    "themis-domein": "http://themis.vlaanderen.be/id/beleidsdomein/",
    "themis-functie": "http://themis.vlaanderen.be/id/bestuursfunctie/",
    "themis-mandaat": "http://themis.vlaanderen.be/id/mandaat/",
    "themis-mandataris": "http://themis.vlaanderen.be/id/mandataris/",
    "themis-mandatee": "http://themis.vlaanderen.be/id/mandatee/",
    "themis-orgaan": "http://themis.vlaanderen.be/id/bestuursorgaan/",
    "themis-persoon": "http://themis.vlaanderen.be/id/persoon/",
    "themis-resultaat": "http://themis.vlaanderen.be/id/concept/beslissing-resultaatcodes/",
    "themis-veld": "http://themis.vlaanderen.be/id/beleidsveld/",
    "trace-kind": "https://w3id.org/hgraph/code/trace-kind/",
    "tree": "https://w3id.org/tree#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class ACCESS_RIGHT:
    """Terms of ``access-right:``."""

    PUBLIC: Final = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"


class ACTION_STATUS:
    """Terms of ``action-status:``."""

    gepland: Final = "https://w3id.org/hgraph/code/action-status/gepland"
    in_uitvoering: Final = "https://w3id.org/hgraph/code/action-status/in-uitvoering"
    stopgezet: Final = "https://w3id.org/hgraph/code/action-status/stopgezet"
    uitgevoerd: Final = "https://w3id.org/hgraph/code/action-status/uitgevoerd"


class ADMS:
    """Terms of ``adms:``."""

    Identifier: Final = "http://www.w3.org/ns/adms#Identifier"


class AMENDMENT_KIND:
    """Terms of ``amendment-kind:``."""

    aanvullen: Final = "https://w3id.org/hgraph/code/amendment-kind/aanvullen"
    invoegen: Final = "https://w3id.org/hgraph/code/amendment-kind/invoegen"
    onbepaald: Final = "https://w3id.org/hgraph/code/amendment-kind/onbepaald"
    opheffen: Final = "https://w3id.org/hgraph/code/amendment-kind/opheffen"
    toevoegen: Final = "https://w3id.org/hgraph/code/amendment-kind/toevoegen"
    vervangen: Final = "https://w3id.org/hgraph/code/amendment-kind/vervangen"


class AS_:
    """Terms of ``as:``."""

    Delete: Final = "https://www.w3.org/ns/activitystreams#Delete"


class BELGIF_THEME:
    """Terms of ``belgif-theme:``."""

    GOVE: Final = "http://vocab.belgif.be/auth/datatheme/GOVE"


class BESLUIT:
    """Terms of ``besluit:``."""

    Bestuursorgaan: Final = "http://data.vlaanderen.be/ns/besluit#Bestuursorgaan"


class BESLUITVORMING:
    """Terms of ``besluitvorming:``."""

    beleidsveld: Final = "https://data.vlaanderen.be/ns/besluitvorming#beleidsveld"


class CLAIM_STATUS:
    """Terms of ``claim-status:``."""

    aangehouden: Final = "https://w3id.org/hgraph/code/claim-status/aangehouden"
    onbeslist: Final = "https://w3id.org/hgraph/code/claim-status/onbeslist"
    tegengesproken: Final = "https://w3id.org/hgraph/code/claim-status/tegengesproken"


class COMMITMENT_STATUS:
    """Terms of ``commitment-status:``."""

    ingelost: Final = "https://w3id.org/hgraph/code/commitment-status/ingelost"
    lopend: Final = "https://w3id.org/hgraph/code/commitment-status/lopend"
    niet_bekend: Final = "https://w3id.org/hgraph/code/commitment-status/niet-bekend"
    te_laat: Final = "https://w3id.org/hgraph/code/commitment-status/te-laat"


class DATA_THEME:
    """Terms of ``data-theme:``."""

    GOVE: Final = "http://publications.europa.eu/resource/authority/data-theme/GOVE"


class DCAT:
    """Terms of ``dcat:``."""

    Catalog: Final = "http://www.w3.org/ns/dcat#Catalog"
    CatalogRecord: Final = "http://www.w3.org/ns/dcat#CatalogRecord"
    DataService: Final = "http://www.w3.org/ns/dcat#DataService"
    Dataset: Final = "http://www.w3.org/ns/dcat#Dataset"
    Distribution: Final = "http://www.w3.org/ns/dcat#Distribution"
    accessService: Final = "http://www.w3.org/ns/dcat#accessService"
    accessURL: Final = "http://www.w3.org/ns/dcat#accessURL"
    byteSize: Final = "http://www.w3.org/ns/dcat#byteSize"
    compressFormat: Final = "http://www.w3.org/ns/dcat#compressFormat"
    contactPoint: Final = "http://www.w3.org/ns/dcat#contactPoint"
    dataset: Final = "http://www.w3.org/ns/dcat#dataset"
    distribution: Final = "http://www.w3.org/ns/dcat#distribution"
    downloadURL: Final = "http://www.w3.org/ns/dcat#downloadURL"
    endDate: Final = "http://www.w3.org/ns/dcat#endDate"
    endpointDescription: Final = "http://www.w3.org/ns/dcat#endpointDescription"
    endpointURL: Final = "http://www.w3.org/ns/dcat#endpointURL"
    hasVersion: Final = "http://www.w3.org/ns/dcat#hasVersion"
    isVersionOf: Final = "http://www.w3.org/ns/dcat#isVersionOf"
    keyword: Final = "http://www.w3.org/ns/dcat#keyword"
    landingPage: Final = "http://www.w3.org/ns/dcat#landingPage"
    mediaType: Final = "http://www.w3.org/ns/dcat#mediaType"
    previousVersion: Final = "http://www.w3.org/ns/dcat#previousVersion"
    record: Final = "http://www.w3.org/ns/dcat#record"
    servesDataset: Final = "http://www.w3.org/ns/dcat#servesDataset"
    service: Final = "http://www.w3.org/ns/dcat#service"
    startDate: Final = "http://www.w3.org/ns/dcat#startDate"
    theme: Final = "http://www.w3.org/ns/dcat#theme"
    version: Final = "http://www.w3.org/ns/dcat#version"


class DCT:
    """Terms of ``dct:``."""

    Agent: Final = "http://purl.org/dc/terms/Agent"
    PeriodOfTime: Final = "http://purl.org/dc/terms/PeriodOfTime"
    ProvenanceStatement: Final = "http://purl.org/dc/terms/ProvenanceStatement"
    abstract: Final = "http://purl.org/dc/terms/abstract"
    accessRights: Final = "http://purl.org/dc/terms/accessRights"
    accrualPeriodicity: Final = "http://purl.org/dc/terms/accrualPeriodicity"
    conformsTo: Final = "http://purl.org/dc/terms/conformsTo"
    contributor: Final = "http://purl.org/dc/terms/contributor"
    created: Final = "http://purl.org/dc/terms/created"
    creator: Final = "http://purl.org/dc/terms/creator"
    date: Final = "http://purl.org/dc/terms/date"
    description: Final = "http://purl.org/dc/terms/description"
    format: Final = "http://purl.org/dc/terms/format"
    hasPart: Final = "http://purl.org/dc/terms/hasPart"
    identifier: Final = "http://purl.org/dc/terms/identifier"
    isPartOf: Final = "http://purl.org/dc/terms/isPartOf"
    isReplacedBy: Final = "http://purl.org/dc/terms/isReplacedBy"
    isVersionOf: Final = "http://purl.org/dc/terms/isVersionOf"
    issued: Final = "http://purl.org/dc/terms/issued"
    language: Final = "http://purl.org/dc/terms/language"
    license: Final = "http://purl.org/dc/terms/license"
    modified: Final = "http://purl.org/dc/terms/modified"
    provenance: Final = "http://purl.org/dc/terms/provenance"
    publisher: Final = "http://purl.org/dc/terms/publisher"
    relation: Final = "http://purl.org/dc/terms/relation"
    replaces: Final = "http://purl.org/dc/terms/replaces"
    source: Final = "http://purl.org/dc/terms/source"
    subject: Final = "http://purl.org/dc/terms/subject"
    temporal: Final = "http://purl.org/dc/terms/temporal"
    title: Final = "http://purl.org/dc/terms/title"
    type: Final = "http://purl.org/dc/terms/type"


class DOSSIER:
    """Terms of ``dossier:``."""

    Stuk: Final = "https://data.vlaanderen.be/ns/dossier#Stuk"


class ELI:
    """Terms of ``eli:``."""

    LegalResource: Final = "http://data.europa.eu/eli/ontology#LegalResource"
    LegalResourceSubdivision: Final = "http://data.europa.eu/eli/ontology#LegalResourceSubdivision"
    Work: Final = "http://data.europa.eu/eli/ontology#Work"
    amended_by: Final = "http://data.europa.eu/eli/ontology#amended_by"
    amends: Final = "http://data.europa.eu/eli/ontology#amends"
    based_on: Final = "http://data.europa.eu/eli/ontology#based_on"
    changes: Final = "http://data.europa.eu/eli/ontology#changes"
    cites: Final = "http://data.europa.eu/eli/ontology#cites"
    consolidates: Final = "http://data.europa.eu/eli/ontology#consolidates"
    date_document: Final = "http://data.europa.eu/eli/ontology#date_document"
    date_no_longer_in_force: Final = "http://data.europa.eu/eli/ontology#date_no_longer_in_force"
    date_publication: Final = "http://data.europa.eu/eli/ontology#date_publication"
    first_date_entry_in_force: Final = "http://data.europa.eu/eli/ontology#first_date_entry_in_force"
    has_part: Final = "http://data.europa.eu/eli/ontology#has_part"
    id_local: Final = "http://data.europa.eu/eli/ontology#id_local"
    is_member_of: Final = "http://data.europa.eu/eli/ontology#is_member_of"
    is_part_of: Final = "http://data.europa.eu/eli/ontology#is_part_of"
    number: Final = "http://data.europa.eu/eli/ontology#number"
    responsibility_of: Final = "http://data.europa.eu/eli/ontology#responsibility_of"
    title: Final = "http://data.europa.eu/eli/ontology#title"
    title_short: Final = "http://data.europa.eu/eli/ontology#title_short"
    type_document: Final = "http://data.europa.eu/eli/ontology#type_document"
    type_subdivision: Final = "http://data.europa.eu/eli/ontology#type_subdivision"


class ELI_DL:
    """Terms of ``eli-dl:``."""

    ForeseenActivity: Final = "http://data.europa.eu/eli/eli-draft-legislation-ontology#ForeseenActivity"
    LegislativeActivity: Final = "http://data.europa.eu/eli/eli-draft-legislation-ontology#LegislativeActivity"
    LegislativeProcess: Final = "http://data.europa.eu/eli/eli-draft-legislation-ontology#LegislativeProcess"
    activity_date: Final = "http://data.europa.eu/eli/eli-draft-legislation-ontology#activity_date"
    consists_of: Final = "http://data.europa.eu/eli/eli-draft-legislation-ontology#consists_of"
    current_stage: Final = "http://data.europa.eu/eli/eli-draft-legislation-ontology#current_stage"
    foreseen_type_document: Final = "http://data.europa.eu/eli/eli-draft-legislation-ontology#foreseen_type_document"
    foresees_amendment_of: Final = "http://data.europa.eu/eli/eli-draft-legislation-ontology#foresees_amendment_of"
    occured_at_stage: Final = "http://data.europa.eu/eli/eli-draft-legislation-ontology#occured_at_stage"
    process_title: Final = "http://data.europa.eu/eli/eli-draft-legislation-ontology#process_title"


class EVIDENCE_STRENGTH:
    """Terms of ``evidence-strength:``."""

    afgeleid: Final = "https://w3id.org/hgraph/code/evidence-strength/afgeleid"
    letterlijk: Final = "https://w3id.org/hgraph/code/evidence-strength/letterlijk"
    parafrase: Final = "https://w3id.org/hgraph/code/evidence-strength/parafrase"


class FILE_TYPE:
    """Terms of ``file-type:``."""

    JSON_LD: Final = "http://publications.europa.eu/resource/authority/file-type/JSON_LD"
    RDF_N_QUADS: Final = "http://publications.europa.eu/resource/authority/file-type/RDF_N_QUADS"
    RDF_N_TRIPLES: Final = "http://publications.europa.eu/resource/authority/file-type/RDF_N_TRIPLES"
    RDF_TRIG: Final = "http://publications.europa.eu/resource/authority/file-type/RDF_TRIG"
    RDF_TURTLE: Final = "http://publications.europa.eu/resource/authority/file-type/RDF_TURTLE"


class FOAF:
    """Terms of ``foaf:``."""

    Agent: Final = "http://xmlns.com/foaf/0.1/Agent"
    Document: Final = "http://xmlns.com/foaf/0.1/Document"
    familyName: Final = "http://xmlns.com/foaf/0.1/familyName"
    homepage: Final = "http://xmlns.com/foaf/0.1/homepage"
    name: Final = "http://xmlns.com/foaf/0.1/name"
    page: Final = "http://xmlns.com/foaf/0.1/page"
    primaryTopic: Final = "http://xmlns.com/foaf/0.1/primaryTopic"


class FORMATS:
    """Terms of ``formats:``."""

    JSON_LD: Final = "http://www.w3.org/ns/formats/JSON-LD"
    N_Triples: Final = "http://www.w3.org/ns/formats/N-Triples"
    SPARQL_Results_CSV: Final = "http://www.w3.org/ns/formats/SPARQL_Results_CSV"
    SPARQL_Results_JSON: Final = "http://www.w3.org/ns/formats/SPARQL_Results_JSON"
    SPARQL_Results_TSV: Final = "http://www.w3.org/ns/formats/SPARQL_Results_TSV"
    SPARQL_Results_XML: Final = "http://www.w3.org/ns/formats/SPARQL_Results_XML"
    Turtle: Final = "http://www.w3.org/ns/formats/Turtle"


class GENERIEK:
    """Terms of ``generiek:``."""

    isTijdspecialisatieVan: Final = "https://data.vlaanderen.be/ns/generiek#isTijdspecialisatieVan"


class HG:
    """Terms of ``hg:``."""

    Action: Final = "https://w3id.org/hgraph/ns#Action"
    AmendmentNeed: Final = "https://w3id.org/hgraph/ns#AmendmentNeed"
    Approach: Final = "https://w3id.org/hgraph/ns#Approach"
    Approval: Final = "https://w3id.org/hgraph/ns#Approval"
    Claim: Final = "https://w3id.org/hgraph/ns#Claim"
    CoalitionAgreement: Final = "https://w3id.org/hgraph/ns#CoalitionAgreement"
    Commitment: Final = "https://w3id.org/hgraph/ns#Commitment"
    Communication: Final = "https://w3id.org/hgraph/ns#Communication"
    Excerpt: Final = "https://w3id.org/hgraph/ns#Excerpt"
    GuidingPrinciple: Final = "https://w3id.org/hgraph/ns#GuidingPrinciple"
    Indicator: Final = "https://w3id.org/hgraph/ns#Indicator"
    KnowledgeGap: Final = "https://w3id.org/hgraph/ns#KnowledgeGap"
    LegalObligation: Final = "https://w3id.org/hgraph/ns#LegalObligation"
    Measurement: Final = "https://w3id.org/hgraph/ns#Measurement"
    MinisterGroup: Final = "https://w3id.org/hgraph/ns#MinisterGroup"
    Objective: Final = "https://w3id.org/hgraph/ns#Objective"
    ObjectivesFramework: Final = "https://w3id.org/hgraph/ns#ObjectivesFramework"
    OperationalObjective: Final = "https://w3id.org/hgraph/ns#OperationalObjective"
    Participation: Final = "https://w3id.org/hgraph/ns#Participation"
    Passage: Final = "https://w3id.org/hgraph/ns#Passage"
    PolicyNote: Final = "https://w3id.org/hgraph/ns#PolicyNote"
    PolicyPlan: Final = "https://w3id.org/hgraph/ns#PolicyPlan"
    Portfolio: Final = "https://w3id.org/hgraph/ns#Portfolio"
    ProcedureStep: Final = "https://w3id.org/hgraph/ns#ProcedureStep"
    ProgressReport: Final = "https://w3id.org/hgraph/ns#ProgressReport"
    PublicSource: Final = "https://w3id.org/hgraph/ns#PublicSource"
    ReportingObligation: Final = "https://w3id.org/hgraph/ns#ReportingObligation"
    StrategicObjective: Final = "https://w3id.org/hgraph/ns#StrategicObjective"
    Submission: Final = "https://w3id.org/hgraph/ns#Submission"
    Target: Final = "https://w3id.org/hgraph/ns#Target"
    TextVersion: Final = "https://w3id.org/hgraph/ns#TextVersion"
    Theme: Final = "https://w3id.org/hgraph/ns#Theme"
    TraceAssertion: Final = "https://w3id.org/hgraph/ns#TraceAssertion"
    Waiver: Final = "https://w3id.org/hgraph/ns#Waiver"
    actionStatus: Final = "https://w3id.org/hgraph/ns#actionStatus"
    actualEffect: Final = "https://w3id.org/hgraph/ns#actualEffect"
    affects: Final = "https://w3id.org/hgraph/ns#affects"
    amendmentKind: Final = "https://w3id.org/hgraph/ns#amendmentKind"
    arisesFrom: Final = "https://w3id.org/hgraph/ns#arisesFrom"
    atStage: Final = "https://w3id.org/hgraph/ns#atStage"
    baselineDate: Final = "https://w3id.org/hgraph/ns#baselineDate"
    baselineValue: Final = "https://w3id.org/hgraph/ns#baselineValue"
    budgetAmount: Final = "https://w3id.org/hgraph/ns#budgetAmount"
    callsUpon: Final = "https://w3id.org/hgraph/ns#callsUpon"
    claimAbout: Final = "https://w3id.org/hgraph/ns#claimAbout"
    claimProperty: Final = "https://w3id.org/hgraph/ns#claimProperty"
    claimStatus: Final = "https://w3id.org/hgraph/ns#claimStatus"
    claimValue: Final = "https://w3id.org/hgraph/ns#claimValue"
    commitmentStatus: Final = "https://w3id.org/hgraph/ns#commitmentStatus"
    concernsField: Final = "https://w3id.org/hgraph/ns#concernsField"
    concretises: Final = "https://w3id.org/hgraph/ns#concretises"
    contributesTo: Final = "https://w3id.org/hgraph/ns#contributesTo"
    coordinatingMinister: Final = "https://w3id.org/hgraph/ns#coordinatingMinister"
    coversField: Final = "https://w3id.org/hgraph/ns#coversField"
    decidedBy: Final = "https://w3id.org/hgraph/ns#decidedBy"
    decidesOn: Final = "https://w3id.org/hgraph/ns#decidesOn"
    decisionResult: Final = "https://w3id.org/hgraph/ns#decisionResult"
    delivers: Final = "https://w3id.org/hgraph/ns#delivers"
    documentNumber: Final = "https://w3id.org/hgraph/ns#documentNumber"
    evidence: Final = "https://w3id.org/hgraph/ns#evidence"
    evidenceStrength: Final = "https://w3id.org/hgraph/ns#evidenceStrength"
    followsApproach: Final = "https://w3id.org/hgraph/ns#followsApproach"
    followsPrinciple: Final = "https://w3id.org/hgraph/ns#followsPrinciple"
    forYear: Final = "https://w3id.org/hgraph/ns#forYear"
    fromYear: Final = "https://w3id.org/hgraph/ns#fromYear"
    fulfilledBy: Final = "https://w3id.org/hgraph/ns#fulfilledBy"
    fulfilsObligation: Final = "https://w3id.org/hgraph/ns#fulfilsObligation"
    gapIn: Final = "https://w3id.org/hgraph/ns#gapIn"
    gradesAsInfo: Final = "https://w3id.org/hgraph/ns#gradesAsInfo"
    gradesAsViolation: Final = "https://w3id.org/hgraph/ns#gradesAsViolation"
    gradesAsWarning: Final = "https://w3id.org/hgraph/ns#gradesAsWarning"
    hasIndicator: Final = "https://w3id.org/hgraph/ns#hasIndicator"
    hasTarget: Final = "https://w3id.org/hgraph/ns#hasTarget"
    hasTheme: Final = "https://w3id.org/hgraph/ns#hasTheme"
    heading: Final = "https://w3id.org/hgraph/ns#heading"
    heldBy: Final = "https://w3id.org/hgraph/ns#heldBy"
    heldFrom: Final = "https://w3id.org/hgraph/ns#heldFrom"
    heldUntil: Final = "https://w3id.org/hgraph/ns#heldUntil"
    intervalNote: Final = "https://w3id.org/hgraph/ns#intervalNote"
    inverseLabel: Final = "https://w3id.org/hgraph/ns#inverseLabel"
    involvedMinister: Final = "https://w3id.org/hgraph/ns#involvedMinister"
    justification: Final = "https://w3id.org/hgraph/ns#justification"
    laidDownIn: Final = "https://w3id.org/hgraph/ns#laidDownIn"
    leadMinister: Final = "https://w3id.org/hgraph/ns#leadMinister"
    legislativeTrack: Final = "https://w3id.org/hgraph/ns#legislativeTrack"
    lookedIn: Final = "https://w3id.org/hgraph/ns#lookedIn"
    mayPrecede: Final = "https://w3id.org/hgraph/ns#mayPrecede"
    measures: Final = "https://w3id.org/hgraph/ns#measures"
    meetingDate: Final = "https://w3id.org/hgraph/ns#meetingDate"
    meetsObligation: Final = "https://w3id.org/hgraph/ns#meetsObligation"
    merges: Final = "https://w3id.org/hgraph/ns#merges"
    modality: Final = "https://w3id.org/hgraph/ns#modality"
    needStatus: Final = "https://w3id.org/hgraph/ns#needStatus"
    noBudgetReason: Final = "https://w3id.org/hgraph/ns#noBudgetReason"
    noLongerPartOf: Final = "https://w3id.org/hgraph/ns#noLongerPartOf"
    outcome: Final = "https://w3id.org/hgraph/ns#outcome"
    owedBy: Final = "https://w3id.org/hgraph/ns#owedBy"
    paragraph: Final = "https://w3id.org/hgraph/ns#paragraph"
    partOfObjective: Final = "https://w3id.org/hgraph/ns#partOfObjective"
    partOfPlan: Final = "https://w3id.org/hgraph/ns#partOfPlan"
    participationIn: Final = "https://w3id.org/hgraph/ns#participationIn"
    participationRole: Final = "https://w3id.org/hgraph/ns#participationRole"
    plannedEffect: Final = "https://w3id.org/hgraph/ns#plannedEffect"
    plannedPeriod: Final = "https://w3id.org/hgraph/ns#plannedPeriod"
    policyOrigin: Final = "https://w3id.org/hgraph/ns#policyOrigin"
    presupposes: Final = "https://w3id.org/hgraph/ns#presupposes"
    quotedText: Final = "https://w3id.org/hgraph/ns#quotedText"
    remedy: Final = "https://w3id.org/hgraph/ns#remedy"
    reportedVia: Final = "https://w3id.org/hgraph/ns#reportedVia"
    reportingTerm: Final = "https://w3id.org/hgraph/ns#reportingTerm"
    reportsOn: Final = "https://w3id.org/hgraph/ns#reportsOn"
    resultedIn: Final = "https://w3id.org/hgraph/ns#resultedIn"
    retrievedOn: Final = "https://w3id.org/hgraph/ns#retrievedOn"
    reviewStatus: Final = "https://w3id.org/hgraph/ns#reviewStatus"
    reviewedBy: Final = "https://w3id.org/hgraph/ns#reviewedBy"
    reviewedOn: Final = "https://w3id.org/hgraph/ns#reviewedOn"
    round: Final = "https://w3id.org/hgraph/ns#round"
    statementKind: Final = "https://w3id.org/hgraph/ns#statementKind"
    submits: Final = "https://w3id.org/hgraph/ns#submits"
    submittedBy: Final = "https://w3id.org/hgraph/ns#submittedBy"
    submittedTo: Final = "https://w3id.org/hgraph/ns#submittedTo"
    switchesOff: Final = "https://w3id.org/hgraph/ns#switchesOff"
    takesOverFrom: Final = "https://w3id.org/hgraph/ns#takesOverFrom"
    targetDate: Final = "https://w3id.org/hgraph/ns#targetDate"
    targetGroup: Final = "https://w3id.org/hgraph/ns#targetGroup"
    textFile: Final = "https://w3id.org/hgraph/ns#textFile"
    threadDirection: Final = "https://w3id.org/hgraph/ns#threadDirection"
    threadRole: Final = "https://w3id.org/hgraph/ns#threadRole"
    timingText: Final = "https://w3id.org/hgraph/ns#timingText"
    traceKind: Final = "https://w3id.org/hgraph/ns#traceKind"
    tracesTo: Final = "https://w3id.org/hgraph/ns#tracesTo"
    translatesLocally: Final = "https://w3id.org/hgraph/ns#translatesLocally"
    unit: Final = "https://w3id.org/hgraph/ns#unit"
    value: Final = "https://w3id.org/hgraph/ns#value"
    waivedFor: Final = "https://w3id.org/hgraph/ns#waivedFor"
    waiverOwner: Final = "https://w3id.org/hgraph/ns#waiverOwner"
    waives: Final = "https://w3id.org/hgraph/ns#waives"


class LANG:
    """Terms of ``lang:``."""

    ENG: Final = "http://publications.europa.eu/resource/authority/language/ENG"
    NLD: Final = "http://publications.europa.eu/resource/authority/language/NLD"


class LDES:
    """Terms of ``ldes:``."""

    EventStream: Final = "https://w3id.org/ldes#EventStream"
    immutable: Final = "https://w3id.org/ldes#immutable"
    timestampPath: Final = "https://w3id.org/ldes#timestampPath"
    versionDeleteObject: Final = "https://w3id.org/ldes#versionDeleteObject"
    versionDeletePath: Final = "https://w3id.org/ldes#versionDeletePath"
    versionOfPath: Final = "https://w3id.org/ldes#versionOfPath"


class LEGISLATIVE_STEP:
    """Terms of ``legislative-step:``."""

    advies_raad_van_state: Final = "https://w3id.org/hgraph/code/legislative-step/advies-raad-van-state"
    bekendmaking: Final = "https://w3id.org/hgraph/code/legislative-step/bekendmaking"
    bekrachtiging: Final = "https://w3id.org/hgraph/code/legislative-step/bekrachtiging"
    besluit_advies: Final = "https://w3id.org/hgraph/code/legislative-step/besluit-advies"
    besluit_bekendmaking: Final = "https://w3id.org/hgraph/code/legislative-step/besluit-bekendmaking"
    besluit_definitief: Final = "https://w3id.org/hgraph/code/legislative-step/besluit-definitief"
    besluit_ikw: Final = "https://w3id.org/hgraph/code/legislative-step/besluit-ikw"
    besluit_ingetrokken: Final = "https://w3id.org/hgraph/code/legislative-step/besluit-ingetrokken"
    besluit_inwerkingtreding: Final = "https://w3id.org/hgraph/code/legislative-step/besluit-inwerkingtreding"
    besluit_principieel: Final = "https://w3id.org/hgraph/code/legislative-step/besluit-principieel"
    besluit_voorbereiding: Final = "https://w3id.org/hgraph/code/legislative-step/besluit-voorbereiding"
    decreet_advies: Final = "https://w3id.org/hgraph/code/legislative-step/decreet-advies"
    decreet_bekendmaking: Final = "https://w3id.org/hgraph/code/legislative-step/decreet-bekendmaking"
    decreet_bekrachtiging: Final = "https://w3id.org/hgraph/code/legislative-step/decreet-bekrachtiging"
    decreet_definitief: Final = "https://w3id.org/hgraph/code/legislative-step/decreet-definitief"
    decreet_ikw: Final = "https://w3id.org/hgraph/code/legislative-step/decreet-ikw"
    decreet_ingetrokken: Final = "https://w3id.org/hgraph/code/legislative-step/decreet-ingetrokken"
    decreet_inwerkingtreding: Final = "https://w3id.org/hgraph/code/legislative-step/decreet-inwerkingtreding"
    decreet_parlement: Final = "https://w3id.org/hgraph/code/legislative-step/decreet-parlement"
    decreet_principieel: Final = "https://w3id.org/hgraph/code/legislative-step/decreet-principieel"
    decreet_voorbereiding: Final = "https://w3id.org/hgraph/code/legislative-step/decreet-voorbereiding"
    definitieve_goedkeuring: Final = "https://w3id.org/hgraph/code/legislative-step/definitieve-goedkeuring"
    ikw: Final = "https://w3id.org/hgraph/code/legislative-step/ikw"
    ingetrokken: Final = "https://w3id.org/hgraph/code/legislative-step/ingetrokken"
    inwerkingtreding: Final = "https://w3id.org/hgraph/code/legislative-step/inwerkingtreding"
    parlement: Final = "https://w3id.org/hgraph/code/legislative-step/parlement"
    principiele_goedkeuring: Final = "https://w3id.org/hgraph/code/legislative-step/principiele-goedkeuring"
    voorbereiding: Final = "https://w3id.org/hgraph/code/legislative-step/voorbereiding"


class MANDAAT:
    """Terms of ``mandaat:``."""

    Mandaat: Final = "http://data.vlaanderen.be/ns/mandaat#Mandaat"
    Mandataris: Final = "http://data.vlaanderen.be/ns/mandaat#Mandataris"
    beleidsdomein: Final = "http://data.vlaanderen.be/ns/mandaat#beleidsdomein"
    einde: Final = "http://data.vlaanderen.be/ns/mandaat#einde"
    isBestuurlijkeAliasVan: Final = "http://data.vlaanderen.be/ns/mandaat#isBestuurlijkeAliasVan"
    rangorde: Final = "http://data.vlaanderen.be/ns/mandaat#rangorde"
    start: Final = "http://data.vlaanderen.be/ns/mandaat#start"


class MODALITY:
    """Terms of ``modality:``."""

    mag: Final = "https://w3id.org/hgraph/code/modality/mag"
    moet: Final = "https://w3id.org/hgraph/code/modality/moet"


class NEED_STATUS:
    """Terms of ``need-status:``."""

    in_kaart: Final = "https://w3id.org/hgraph/code/need-status/in-kaart"
    ontwerp: Final = "https://w3id.org/hgraph/code/need-status/ontwerp"
    opgegeven: Final = "https://w3id.org/hgraph/code/need-status/opgegeven"
    vastgesteld: Final = "https://w3id.org/hgraph/code/need-status/vastgesteld"
    verwezenlijkt: Final = "https://w3id.org/hgraph/code/need-status/verwezenlijkt"


class OA:
    """Terms of ``oa:``."""

    Annotation: Final = "http://www.w3.org/ns/oa#Annotation"
    SpecificResource: Final = "http://www.w3.org/ns/oa#SpecificResource"
    TextPositionSelector: Final = "http://www.w3.org/ns/oa#TextPositionSelector"
    TextQuoteSelector: Final = "http://www.w3.org/ns/oa#TextQuoteSelector"
    end: Final = "http://www.w3.org/ns/oa#end"
    exact: Final = "http://www.w3.org/ns/oa#exact"
    hasBody: Final = "http://www.w3.org/ns/oa#hasBody"
    hasSelector: Final = "http://www.w3.org/ns/oa#hasSelector"
    hasSource: Final = "http://www.w3.org/ns/oa#hasSource"
    hasTarget: Final = "http://www.w3.org/ns/oa#hasTarget"
    linking: Final = "http://www.w3.org/ns/oa#linking"
    motivatedBy: Final = "http://www.w3.org/ns/oa#motivatedBy"
    prefix: Final = "http://www.w3.org/ns/oa#prefix"
    start: Final = "http://www.w3.org/ns/oa#start"
    suffix: Final = "http://www.w3.org/ns/oa#suffix"


class ORG:
    """Terms of ``org:``."""

    Role: Final = "http://www.w3.org/ns/org#Role"
    hasPost: Final = "http://www.w3.org/ns/org#hasPost"
    holds: Final = "http://www.w3.org/ns/org#holds"
    role: Final = "http://www.w3.org/ns/org#role"


class OWL:
    """Terms of ``owl:``."""

    Class: Final = "http://www.w3.org/2002/07/owl#Class"
    DatatypeProperty: Final = "http://www.w3.org/2002/07/owl#DatatypeProperty"
    ObjectProperty: Final = "http://www.w3.org/2002/07/owl#ObjectProperty"
    Ontology: Final = "http://www.w3.org/2002/07/owl#Ontology"
    versionIRI: Final = "http://www.w3.org/2002/07/owl#versionIRI"


class PARTICIPATION_ROLE:
    """Terms of ``participation-role:``."""

    betrokken: Final = "https://w3id.org/hgraph/code/participation-role/betrokken"
    geraadpleegd: Final = "https://w3id.org/hgraph/code/participation-role/geraadpleegd"
    partner: Final = "https://w3id.org/hgraph/code/participation-role/partner"
    uitvoerder: Final = "https://w3id.org/hgraph/code/participation-role/uitvoerder"


class PERSON:
    """Terms of ``person:``."""

    Person: Final = "http://www.w3.org/ns/person#Person"


class PERSOON:
    """Terms of ``persoon:``."""

    gebruikteVoornaam: Final = "https://data.vlaanderen.be/ns/persoon#gebruikteVoornaam"


class POLICY_ORIGIN:
    """Terms of ``policy-origin:``."""

    bestaand: Final = "https://w3id.org/hgraph/code/policy-origin/bestaand"
    nieuw: Final = "https://w3id.org/hgraph/code/policy-origin/nieuw"


class PROF:
    """Terms of ``prof:``."""

    Profile: Final = "http://www.w3.org/ns/dx/prof/Profile"
    hasToken: Final = "http://www.w3.org/ns/dx/prof/hasToken"
    isProfileOf: Final = "http://www.w3.org/ns/dx/prof/isProfileOf"


class PROV:
    """Terms of ``prov:``."""

    Activity: Final = "http://www.w3.org/ns/prov#Activity"
    Agent: Final = "http://www.w3.org/ns/prov#Agent"
    Entity: Final = "http://www.w3.org/ns/prov#Entity"
    Organization: Final = "http://www.w3.org/ns/prov#Organization"
    Plan: Final = "http://www.w3.org/ns/prov#Plan"
    generatedAtTime: Final = "http://www.w3.org/ns/prov#generatedAtTime"
    hadMember: Final = "http://www.w3.org/ns/prov#hadMember"
    invalidatedAtTime: Final = "http://www.w3.org/ns/prov#invalidatedAtTime"
    specializationOf: Final = "http://www.w3.org/ns/prov#specializationOf"
    wasAssociatedWith: Final = "http://www.w3.org/ns/prov#wasAssociatedWith"
    wasAttributedTo: Final = "http://www.w3.org/ns/prov#wasAttributedTo"
    wasDerivedFrom: Final = "http://www.w3.org/ns/prov#wasDerivedFrom"
    wasGeneratedBy: Final = "http://www.w3.org/ns/prov#wasGeneratedBy"


class RDF:
    """Terms of ``rdf:``."""

    Property: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property"
    langString: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    type: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class RDFS:
    """Terms of ``rdfs:``."""

    Literal: Final = "http://www.w3.org/2000/01/rdf-schema#Literal"
    comment: Final = "http://www.w3.org/2000/01/rdf-schema#comment"
    isDefinedBy: Final = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
    label: Final = "http://www.w3.org/2000/01/rdf-schema#label"
    seeAlso: Final = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
    subClassOf: Final = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
    subPropertyOf: Final = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf"


class REPORTING_CHANNEL:
    """Terms of ``reporting-channel:``."""

    bbt: Final = "https://w3id.org/hgraph/code/reporting-channel/bbt"
    beleidsbrief: Final = "https://w3id.org/hgraph/code/reporting-channel/beleidsbrief"


class REVIEW_STATUS:
    """Terms of ``review-status:``."""

    aanvaard: Final = "https://w3id.org/hgraph/code/review-status/aanvaard"
    geweigerd: Final = "https://w3id.org/hgraph/code/review-status/geweigerd"
    voorgesteld: Final = "https://w3id.org/hgraph/code/review-status/voorgesteld"


class SCHEMA:
    """Terms of ``schema:``."""

    keywords: Final = "http://schema.org/keywords"
    position: Final = "http://schema.org/position"
    rangeIncludes: Final = "http://schema.org/rangeIncludes"
    target: Final = "http://schema.org/target"


class SD:
    """Terms of ``sd:``."""

    Dataset: Final = "http://www.w3.org/ns/sparql-service-description#Dataset"
    Graph: Final = "http://www.w3.org/ns/sparql-service-description#Graph"
    NamedGraph: Final = "http://www.w3.org/ns/sparql-service-description#NamedGraph"
    SPARQL11Query: Final = "http://www.w3.org/ns/sparql-service-description#SPARQL11Query"
    Service: Final = "http://www.w3.org/ns/sparql-service-description#Service"
    UnionDefaultGraph: Final = "http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph"
    defaultDataset: Final = "http://www.w3.org/ns/sparql-service-description#defaultDataset"
    defaultGraph: Final = "http://www.w3.org/ns/sparql-service-description#defaultGraph"
    endpoint: Final = "http://www.w3.org/ns/sparql-service-description#endpoint"
    feature: Final = "http://www.w3.org/ns/sparql-service-description#feature"
    graph: Final = "http://www.w3.org/ns/sparql-service-description#graph"
    name: Final = "http://www.w3.org/ns/sparql-service-description#name"
    namedGraph: Final = "http://www.w3.org/ns/sparql-service-description#namedGraph"
    resultFormat: Final = "http://www.w3.org/ns/sparql-service-description#resultFormat"
    supportedLanguage: Final = "http://www.w3.org/ns/sparql-service-description#supportedLanguage"


class SH:
    """Terms of ``sh:``."""

    IRI: Final = "http://www.w3.org/ns/shacl#IRI"
    Info: Final = "http://www.w3.org/ns/shacl#Info"
    NodeShape: Final = "http://www.w3.org/ns/shacl#NodeShape"
    Parameter: Final = "http://www.w3.org/ns/shacl#Parameter"
    PrefixDeclaration: Final = "http://www.w3.org/ns/shacl#PrefixDeclaration"
    PropertyShape: Final = "http://www.w3.org/ns/shacl#PropertyShape"
    SPARQLConstraint: Final = "http://www.w3.org/ns/shacl#SPARQLConstraint"
    SPARQLExecutable: Final = "http://www.w3.org/ns/shacl#SPARQLExecutable"
    SPARQLSelectExecutable: Final = "http://www.w3.org/ns/shacl#SPARQLSelectExecutable"
    ValidationReport: Final = "http://www.w3.org/ns/shacl#ValidationReport"
    ValidationResult: Final = "http://www.w3.org/ns/shacl#ValidationResult"
    Violation: Final = "http://www.w3.org/ns/shacl#Violation"
    Warning: Final = "http://www.w3.org/ns/shacl#Warning"
    class_: Final = "http://www.w3.org/ns/shacl#class"
    conforms: Final = "http://www.w3.org/ns/shacl#conforms"
    datatype: Final = "http://www.w3.org/ns/shacl#datatype"
    deactivated: Final = "http://www.w3.org/ns/shacl#deactivated"
    declare: Final = "http://www.w3.org/ns/shacl#declare"
    focusNode: Final = "http://www.w3.org/ns/shacl#focusNode"
    maxCount: Final = "http://www.w3.org/ns/shacl#maxCount"
    message: Final = "http://www.w3.org/ns/shacl#message"
    minCount: Final = "http://www.w3.org/ns/shacl#minCount"
    name: Final = "http://www.w3.org/ns/shacl#name"
    namespace: Final = "http://www.w3.org/ns/shacl#namespace"
    nodeKind: Final = "http://www.w3.org/ns/shacl#nodeKind"
    optional: Final = "http://www.w3.org/ns/shacl#optional"
    parameter: Final = "http://www.w3.org/ns/shacl#parameter"
    path: Final = "http://www.w3.org/ns/shacl#path"
    prefix: Final = "http://www.w3.org/ns/shacl#prefix"
    prefixes: Final = "http://www.w3.org/ns/shacl#prefixes"
    property: Final = "http://www.w3.org/ns/shacl#property"
    result: Final = "http://www.w3.org/ns/shacl#result"
    resultMessage: Final = "http://www.w3.org/ns/shacl#resultMessage"
    resultPath: Final = "http://www.w3.org/ns/shacl#resultPath"
    resultSeverity: Final = "http://www.w3.org/ns/shacl#resultSeverity"
    select: Final = "http://www.w3.org/ns/shacl#select"
    severity: Final = "http://www.w3.org/ns/shacl#severity"
    sourceConstraint: Final = "http://www.w3.org/ns/shacl#sourceConstraint"
    sourceConstraintComponent: Final = "http://www.w3.org/ns/shacl#sourceConstraintComponent"
    sourceShape: Final = "http://www.w3.org/ns/shacl#sourceShape"
    sparql: Final = "http://www.w3.org/ns/shacl#sparql"
    targetClass: Final = "http://www.w3.org/ns/shacl#targetClass"
    targetNode: Final = "http://www.w3.org/ns/shacl#targetNode"
    targetObjectsOf: Final = "http://www.w3.org/ns/shacl#targetObjectsOf"
    targetSubjectsOf: Final = "http://www.w3.org/ns/shacl#targetSubjectsOf"
    value: Final = "http://www.w3.org/ns/shacl#value"


class SKOS:
    """Terms of ``skos:``."""

    Concept: Final = "http://www.w3.org/2004/02/skos/core#Concept"
    ConceptScheme: Final = "http://www.w3.org/2004/02/skos/core#ConceptScheme"
    altLabel: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
    broadMatch: Final = "http://www.w3.org/2004/02/skos/core#broadMatch"
    broader: Final = "http://www.w3.org/2004/02/skos/core#broader"
    changeNote: Final = "http://www.w3.org/2004/02/skos/core#changeNote"
    closeMatch: Final = "http://www.w3.org/2004/02/skos/core#closeMatch"
    definition: Final = "http://www.w3.org/2004/02/skos/core#definition"
    exactMatch: Final = "http://www.w3.org/2004/02/skos/core#exactMatch"
    example: Final = "http://www.w3.org/2004/02/skos/core#example"
    hasTopConcept: Final = "http://www.w3.org/2004/02/skos/core#hasTopConcept"
    historyNote: Final = "http://www.w3.org/2004/02/skos/core#historyNote"
    inScheme: Final = "http://www.w3.org/2004/02/skos/core#inScheme"
    notation: Final = "http://www.w3.org/2004/02/skos/core#notation"
    note: Final = "http://www.w3.org/2004/02/skos/core#note"
    prefLabel: Final = "http://www.w3.org/2004/02/skos/core#prefLabel"
    relatedMatch: Final = "http://www.w3.org/2004/02/skos/core#relatedMatch"
    topConceptOf: Final = "http://www.w3.org/2004/02/skos/core#topConceptOf"


class SPDX:
    """Terms of ``spdx:``."""

    Checksum: Final = "http://spdx.org/rdf/terms#Checksum"
    algorithm: Final = "http://spdx.org/rdf/terms#algorithm"
    checksum: Final = "http://spdx.org/rdf/terms#checksum"
    checksumAlgorithm_sha256: Final = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
    checksumValue: Final = "http://spdx.org/rdf/terms#checksumValue"


class STATEMENT_KIND:
    """Terms of ``statement-kind:``."""

    afgeleid: Final = "https://w3id.org/hgraph/code/statement-kind/afgeleid"
    bron: Final = "https://w3id.org/hgraph/code/statement-kind/bron"
    fictief: Final = "https://w3id.org/hgraph/code/statement-kind/fictief"


class TARGET_GROUP:
    """Terms of ``target-group:``."""

    bedrijven: Final = "https://w3id.org/hgraph/code/target-group/bedrijven"
    burgers: Final = "https://w3id.org/hgraph/code/target-group/burgers"
    inburgeraars: Final = "https://w3id.org/hgraph/code/target-group/inburgeraars"
    kennisinstellingen: Final = "https://w3id.org/hgraph/code/target-group/kennisinstellingen"
    lokale_besturen: Final = "https://w3id.org/hgraph/code/target-group/lokale-besturen"
    verenigingen: Final = "https://w3id.org/hgraph/code/target-group/verenigingen"
    woonwagenbewoners: Final = "https://w3id.org/hgraph/code/target-group/woonwagenbewoners"


class THEME:
    """Terms of ``theme:``."""

    achterstellingsmechanismen: Final = "https://w3id.org/hgraph/code/theme/achterstellingsmechanismen"
    beeldvorming: Final = "https://w3id.org/hgraph/code/theme/beeldvorming"
    burgerschap: Final = "https://w3id.org/hgraph/code/theme/burgerschap"
    discriminatie: Final = "https://w3id.org/hgraph/code/theme/discriminatie"
    evenredige_participatie: Final = "https://w3id.org/hgraph/code/theme/evenredige-participatie"
    gelijke_kansen: Final = "https://w3id.org/hgraph/code/theme/gelijke-kansen"
    integratie: Final = "https://w3id.org/hgraph/code/theme/integratie"
    sociale_cohesie: Final = "https://w3id.org/hgraph/code/theme/sociale-cohesie"


class TRACE_KIND:
    """Terms of ``trace-kind:``."""

    citeert: Final = "https://w3id.org/hgraph/code/trace-kind/citeert"
    concretiseert: Final = "https://w3id.org/hgraph/code/trace-kind/concretiseert"
    draagt_bij: Final = "https://w3id.org/hgraph/code/trace-kind/draagt-bij"
    rapporteert: Final = "https://w3id.org/hgraph/code/trace-kind/rapporteert"
    vereist_wijziging: Final = "https://w3id.org/hgraph/code/trace-kind/vereist-wijziging"
    voert_uit: Final = "https://w3id.org/hgraph/code/trace-kind/voert-uit"


class TREE:
    """Terms of ``tree:``."""

    GreaterThanOrEqualToRelation: Final = "https://w3id.org/tree#GreaterThanOrEqualToRelation"
    LessThanRelation: Final = "https://w3id.org/tree#LessThanRelation"
    Node: Final = "https://w3id.org/tree#Node"
    member: Final = "https://w3id.org/tree#member"
    node: Final = "https://w3id.org/tree#node"
    path: Final = "https://w3id.org/tree#path"
    relation: Final = "https://w3id.org/tree#relation"
    shape: Final = "https://w3id.org/tree#shape"
    value: Final = "https://w3id.org/tree#value"
    view: Final = "https://w3id.org/tree#view"


class VANN:
    """Terms of ``vann:``."""

    preferredNamespacePrefix: Final = "http://purl.org/vocab/vann/preferredNamespacePrefix"
    preferredNamespaceUri: Final = "http://purl.org/vocab/vann/preferredNamespaceUri"


class VCARD:
    """Terms of ``vcard:``."""

    Kind: Final = "http://www.w3.org/2006/vcard/ns#Kind"
    fn: Final = "http://www.w3.org/2006/vcard/ns#fn"
    hasEmail: Final = "http://www.w3.org/2006/vcard/ns#hasEmail"
    hasURL: Final = "http://www.w3.org/2006/vcard/ns#hasURL"


class VOID:
    """Terms of ``void:``."""

    Dataset: Final = "http://rdfs.org/ns/void#Dataset"
    DatasetDescription: Final = "http://rdfs.org/ns/void#DatasetDescription"
    class_: Final = "http://rdfs.org/ns/void#class"
    classPartition: Final = "http://rdfs.org/ns/void#classPartition"
    classes: Final = "http://rdfs.org/ns/void#classes"
    dataDump: Final = "http://rdfs.org/ns/void#dataDump"
    distinctObjects: Final = "http://rdfs.org/ns/void#distinctObjects"
    distinctSubjects: Final = "http://rdfs.org/ns/void#distinctSubjects"
    entities: Final = "http://rdfs.org/ns/void#entities"
    exampleResource: Final = "http://rdfs.org/ns/void#exampleResource"
    feature: Final = "http://rdfs.org/ns/void#feature"
    properties: Final = "http://rdfs.org/ns/void#properties"
    property: Final = "http://rdfs.org/ns/void#property"
    propertyPartition: Final = "http://rdfs.org/ns/void#propertyPartition"
    sparqlEndpoint: Final = "http://rdfs.org/ns/void#sparqlEndpoint"
    subset: Final = "http://rdfs.org/ns/void#subset"
    triples: Final = "http://rdfs.org/ns/void#triples"
    uriSpace: Final = "http://rdfs.org/ns/void#uriSpace"
    vocabulary: Final = "http://rdfs.org/ns/void#vocabulary"


class VOID_EXT:
    """Terms of ``void-ext:``."""

    datatype: Final = "http://ldf.fi/void-ext#datatype"
    datatypePartition: Final = "http://ldf.fi/void-ext#datatypePartition"


class XSD:
    """Terms of ``xsd:``."""

    anyURI: Final = "http://www.w3.org/2001/XMLSchema#anyURI"
    boolean: Final = "http://www.w3.org/2001/XMLSchema#boolean"
    date: Final = "http://www.w3.org/2001/XMLSchema#date"
    dateTime: Final = "http://www.w3.org/2001/XMLSchema#dateTime"
    decimal: Final = "http://www.w3.org/2001/XMLSchema#decimal"
    double: Final = "http://www.w3.org/2001/XMLSchema#double"
    float: Final = "http://www.w3.org/2001/XMLSchema#float"
    gYear: Final = "http://www.w3.org/2001/XMLSchema#gYear"
    hexBinary: Final = "http://www.w3.org/2001/XMLSchema#hexBinary"
    int: Final = "http://www.w3.org/2001/XMLSchema#int"
    integer: Final = "http://www.w3.org/2001/XMLSchema#integer"
    long: Final = "http://www.w3.org/2001/XMLSchema#long"
    nonNegativeInteger: Final = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
    positiveInteger: Final = "http://www.w3.org/2001/XMLSchema#positiveInteger"
    string: Final = "http://www.w3.org/2001/XMLSchema#string"
