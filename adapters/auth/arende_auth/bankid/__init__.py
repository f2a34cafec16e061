"""The sign-in `bankid`: BankID's RP API v6.0 with mutual TLS and an animated QR code. Nothing else."""
