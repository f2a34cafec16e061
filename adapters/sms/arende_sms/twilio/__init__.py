"""The SMS provider `twilio`: Programmable Messaging. The door is `plugin`; nothing is imported here."""
