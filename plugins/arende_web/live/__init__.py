"""Live pages: hints over server-sent events, from one reader of changes for each process. No content is sent."""
