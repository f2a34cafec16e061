"""The journal exporter `fhir` and the form `fhir`: a case as a transaction of FHIR R4 (4.0.1). This module is the door.

===========  =================================================================================
`r4`         the resources that are written, as typed dictionaries
`systems`    identifier systems, stable identifiers, references
`people`     patient, relatives, staff, organizations
`care`       the contact and its messages
`notes`      signed journal notes
`bundle`     all of it as one transaction, and what is done with each resource
`form`       the transaction as a document, for `arende export --format fhir`
`settings`   the options
`web`        calls over HTTP
`sign_in`    how we prove who we are
`answers`    what an answer means, as a table
`exporter`   export and confirm
===========  =================================================================================
"""

from arende.ports.hooks import hookimpl
from arende.ports.registry import ExportRegistry

from .form import FhirForm
from .settings import FhirExportFactory


@hookimpl
def arende_register_export(registry: ExportRegistry) -> None:
    """Registers the exporter and the form."""
    registry.add("fhir", FhirExportFactory())
    registry.forms.add("fhir", FhirForm())
