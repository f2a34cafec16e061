"""Commands about what of a case goes into the health record, right and wrong. No test."""

from arende.domain import commands as c
from arende.domain.ids import CaseId
from hypothesis import strategies as st


def record_commands(cases: st.SearchStrategy[CaseId], texts: st.SearchStrategy[str]) -> st.SearchStrategy[c.Command]:
    """Any of them, for any of the cases."""
    return st.one_of(
        st.builds(c.MarkDocumented, case=cases, up_to=st.integers(-1, 5), nothing_to_record=st.booleans()),
        st.builds(
            c.SignJournalNote,
            case=cases,
            title=texts,
            text=texts,
            up_to=st.none() | st.integers(-1, 5),
            corrects=st.none() | st.integers(0, 2),
        ),
        st.builds(c.ExportCase, case=cases, exporter=st.sampled_from(["fil", "fhir"])),
        st.builds(
            c.RecordExport,
            case=cases,
            exporter=st.sampled_from(["fil", "fhir"]),
            version=st.integers(0, 9),
            state=st.sampled_from(c.ExportState),
            up_to=st.integers(0, 5),
        ),
    )
