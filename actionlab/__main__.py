"""`python -m actionlab` is the same program as `actionlab`."""

from actionlab.cli.main import program

if __name__ == "__main__":
    program()
