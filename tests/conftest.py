"""What all tests share: how Hypothesis runs. No fixture stands here; each folder has its own."""

from hypothesis import settings

# Two cores and a disk that is waited for: how long an example takes says nothing about the code.
settings.register_profile("arende", deadline=None)
settings.load_profile("arende")
