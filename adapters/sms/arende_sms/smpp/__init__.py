"""The SMS provider `smpp`: one SMPP 3.4 session as transceiver. `plugin` is the door; only `session` knows a socket."""
