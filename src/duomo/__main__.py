"""Lets `python -m duomo` be the command line too, which needs no script on the path."""

from duomo.cli import main

main(prog_name="duomo")
