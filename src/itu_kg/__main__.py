"""`python -m itu_kg` is the command `itu-kg`."""

from itu_kg.cli.main import main

if __name__ == "__main__":
    main()
