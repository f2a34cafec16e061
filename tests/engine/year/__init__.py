"""A simulated year of a clinic, with every promise about daily work watched while it goes on."""
