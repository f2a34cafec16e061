"""Tests of the plugin `arende_webhooks`."""
