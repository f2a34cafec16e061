"""The sign-in `oidc`: OpenID Connect, code flow with PKCE, for SITHS (Inera), Freja and others. Nothing else."""
