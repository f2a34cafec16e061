# Broken on purpose: a comment is no door sign.
x = 1
