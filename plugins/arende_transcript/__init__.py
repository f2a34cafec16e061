"""The form `pdf`: a case's thread as a tagged PDF/A document, in Swedish or English. This module is its door only.

What stands in the document is told in `compose`, in the words of `words`; how it looks in `transcript.typ`.
"""

from arende.ports.hooks import hookimpl
from arende.ports.registry import ExportRegistry

from .form import PdfForm, installed


@hookimpl
def arende_register_export(registry: ExportRegistry) -> None:
    """Registers the form `pdf`, where the extra is installed: nobody is offered what cannot be made."""
    if installed():
        registry.forms.add("pdf", PdfForm())
