"""The parts of FHIR R4 (4.0.1) that are written, as typed dictionaries. Only what is used; no rule stands here.

Keys that are required by FHIR are required here. Times are `dateTime` or `instant` with a zone, dates `YYYY-MM-DD`.
"""

from typing import Literal, NotRequired, Required, TypeAlias, TypedDict


class Coding(TypedDict, total=False):
    system: str
    code: str
    display: str


class CodeableConcept(TypedDict, total=False):
    coding: list[Coding]
    text: str


class Identifier(TypedDict):
    type: NotRequired[CodeableConcept]
    system: str
    value: str


class Reference(TypedDict, total=False):
    reference: str
    type: str


class Meta(TypedDict):
    security: list[Coding]


class HumanName(TypedDict):
    text: str


class Period(TypedDict):
    start: str
    end: NotRequired[str]


class Annotation(TypedDict):
    authorReference: NotRequired[Reference]
    time: NotRequired[str]
    text: str


class Patient(TypedDict):
    resourceType: Literal["Patient"]
    meta: NotRequired[Meta]
    identifier: list[Identifier]
    name: NotRequired[list[HumanName]]
    birthDate: NotRequired[str]


class RelatedPerson(TypedDict):
    resourceType: Literal["RelatedPerson"]
    meta: NotRequired[Meta]
    identifier: list[Identifier]
    patient: Reference
    name: NotRequired[list[HumanName]]
    birthDate: NotRequired[str]


class Practitioner(TypedDict):
    resourceType: Literal["Practitioner"]
    identifier: list[Identifier]
    name: NotRequired[list[HumanName]]


class PractitionerRole(TypedDict):
    resourceType: Literal["PractitionerRole"]
    identifier: list[Identifier]
    practitioner: NotRequired[Reference]
    organization: NotRequired[Reference]
    code: NotRequired[list[CodeableConcept]]


class Organization(TypedDict):
    resourceType: Literal["Organization"]
    identifier: list[Identifier]
    name: NotRequired[str]
    partOf: NotRequired[Reference]


class Participant(TypedDict):
    individual: Reference


Encounter = TypedDict(
    "Encounter",
    {
        "resourceType": Literal["Encounter"],
        "meta": NotRequired[Meta],
        "identifier": list[Identifier],
        "status": Literal["in-progress", "finished"],
        "class": Coding,
        "type": NotRequired[list[CodeableConcept]],
        "subject": Reference,
        "participant": list[Participant],
        "period": Period,
        "reasonCode": NotRequired[list[CodeableConcept]],
        "serviceProvider": Reference,
    },
)


class Payload(TypedDict):
    contentString: str


class Communication(TypedDict):
    resourceType: Literal["Communication"]
    meta: NotRequired[Meta]
    identifier: list[Identifier]
    inResponseTo: NotRequired[list[Reference]]
    status: Literal["completed", "entered-in-error"]
    subject: Reference
    encounter: Reference
    sent: str
    received: NotRequired[str]
    recipient: list[Reference]
    sender: Reference
    payload: NotRequired[list[Payload]]
    note: NotRequired[list[Annotation]]


class Attachment(TypedDict):
    contentType: str
    data: str
    size: int
    hash: str
    title: NotRequired[str]
    creation: str


class Content(TypedDict):
    attachment: Attachment


class Related(TypedDict):
    code: Literal["replaces"]
    target: Reference


class Context(TypedDict):
    encounter: list[Reference]
    related: list[Reference]


class DocumentReference(TypedDict):
    resourceType: Literal["DocumentReference"]
    meta: NotRequired[Meta]
    masterIdentifier: Identifier
    identifier: list[Identifier]
    status: Literal["current", "superseded"]
    docStatus: Literal["final", "amended"]
    type: CodeableConcept
    subject: Reference
    date: str
    author: list[Reference]
    authenticator: Reference
    custodian: Reference
    relatesTo: NotRequired[list[Related]]
    content: list[Content]
    context: Context


class Attester(TypedDict):
    mode: Literal["professional"]
    time: str
    party: Reference


class Narrative(TypedDict):
    status: Literal["generated"]
    div: str


class Section(TypedDict):
    title: NotRequired[str]
    text: Narrative
    entry: NotRequired[list[Reference]]


class CompositionRelated(TypedDict):
    code: Literal["replaces"]
    targetReference: Reference


class Composition(TypedDict):
    resourceType: Literal["Composition"]
    meta: NotRequired[Meta]
    identifier: Identifier
    status: Literal["final", "amended"]
    type: CodeableConcept
    subject: Reference
    encounter: Reference
    date: str
    author: list[Reference]
    title: str
    attester: list[Attester]
    custodian: Reference
    relatesTo: NotRequired[list[CompositionRelated]]
    section: list[Section]


class Agent(TypedDict):
    type: CodeableConcept
    who: Reference
    onBehalfOf: NotRequired[Reference]


class Provenance(TypedDict):
    resourceType: Literal["Provenance"]
    id: str
    meta: NotRequired[Meta]
    target: list[Reference]
    recorded: str
    activity: CodeableConcept
    agent: list[Agent]


Resource: TypeAlias = (
    Patient
    | RelatedPerson
    | Practitioner
    | PractitionerRole
    | Organization
    | Encounter
    | Communication
    | DocumentReference
    | Composition
    | Provenance
)


class Request(TypedDict):
    method: Literal["POST", "PUT"]
    url: str
    ifNoneExist: NotRequired[str]


class Entry(TypedDict):
    fullUrl: Required[str]
    resource: Resource
    request: Request


class Bundle(TypedDict):
    resourceType: Literal["Bundle"]
    type: Literal["transaction"]
    entry: list[Entry]
