"""Storage in the process's own memory: nothing is kept on disk, nothing shared. For tests and first tries."""
