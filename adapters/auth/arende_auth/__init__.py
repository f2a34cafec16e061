"""Ways to sign in that come with arende, a module each. They know `arende.ports` and nothing else of arende."""
