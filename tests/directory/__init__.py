"""Tests of the plugin `arende_directory`; what every directory must do is held by the conformance suite."""
