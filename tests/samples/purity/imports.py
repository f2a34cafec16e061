"""Broken on purpose: pure code that imports what does something, at the top and hidden in functions."""

import logging  # wrong
import random  # wrong
from os import environ  # wrong

import attrs
import cattrs  # wrong
import refactor  # wrong


def hidden() -> object:
    from peewee import Model  # wrong

    return Model, attrs, logging, random, environ, cattrs, refactor


if random:
    import attrsx  # wrong
