"""The SMS provider `sinch`: the SMS REST API. The door is `plugin`; nothing is imported here."""
