"""Views, pure: state to indexed columns and search tokens; states and records to rows for people. Nothing is loaded."""
