"""The commands, a module for each group; each is loaded when it is called. What they share lies in the room above."""
