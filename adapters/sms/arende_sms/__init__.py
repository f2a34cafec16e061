"""SMS providers that come with arende, a module each. They know `arende.ports` and nothing else of arende."""
