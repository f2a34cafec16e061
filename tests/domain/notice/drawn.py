"""What the worker can do with SMS notices, drawn for random sequences. Data only."""

from arende.domain import commands as c
from arende.domain.ids import CaseId, NoticeId, PersonId
from arende.domain.notice.model import Answered, Reported
from arende.domain.sms_texts import SmsKey
from hypothesis import strategies as st


def notice_commands(
    notices: st.SearchStrategy[NoticeId], cases: st.SearchStrategy[CaseId], persons: st.SearchStrategy[PersonId]
) -> st.SearchStrategy[c.Command]:
    """What the worker does with SMS notices."""
    keys, numbers = st.sampled_from(SmsKey), st.integers(1, 3)
    return st.one_of(
        st.builds(
            c.BeginSms,
            notice=notices,
            case=cases,
            recipient=persons,
            key=keys,
            message=st.none() | st.integers(0, 4),
            number=numbers,
            provider=st.just("spool"),
        ),
        st.builds(
            c.RecordSmsOutcome,
            notice=notices,
            case=cases,
            recipient=persons,
            key=keys,
            number=numbers,
            answer=st.sampled_from(Answered),
            provider=st.just("spool"),
            again=st.booleans(),
        ),
        st.builds(
            c.RecordSmsReport,
            notice=notices,
            provider=st.just("spool"),
            provider_id=st.none(),
            report=st.sampled_from(Reported),
        ),
    )
