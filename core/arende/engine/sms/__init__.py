"""SMS through the worker: claims, calls and what comes of them, each provider's pace and circuit, reports that come in.

No text is composed here, and no rule decided: what is sent next is for `domain.notice`.
"""
