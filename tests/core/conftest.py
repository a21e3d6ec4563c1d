"""Property tests look for wrong answers, not for slow ones: on a busy machine a time limit fails by accident."""

from hypothesis import settings

settings.register_profile("no time limit", deadline=None)
settings.load_profile("no time limit")
