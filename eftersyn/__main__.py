"""Lets `python -m eftersyn` do the same as the `eftersyn` command."""

from eftersyn.cli import main

main()
