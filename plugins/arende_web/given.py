"""What handlers are given by name: the engine, who asks, the ways to sign in. Types only; made in `app`.

Each is ours and right by construction, so the framework is told not to look into it.
"""

from typing import TypeAlias

from arende.engine import Engine
from arende.engine.sign_in import SignIn
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from . import asking
from .live.hub import Hub
from .settings import WebSettings

TheEngine: TypeAlias = NamedDependency[SkipValidation[Engine]]
TheEntry: TypeAlias = NamedDependency[SkipValidation[SignIn]]
TheWeb: TypeAlias = NamedDependency[SkipValidation[WebSettings]]
TheAsker: TypeAlias = NamedDependency[SkipValidation[asking.Asker]]
TheStaff: TypeAlias = NamedDependency[SkipValidation[asking.StaffAsker]]
ThePatient: TypeAlias = NamedDependency[SkipValidation[asking.PatientAsker]]
TheHub: TypeAlias = NamedDependency[SkipValidation[Hub]]
