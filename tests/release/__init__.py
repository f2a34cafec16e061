"""What a release is held to (docs/release.md): its wheel and sdist, what they need, and under which licences."""
