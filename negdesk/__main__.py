"""`negdesk` and `python -m negdesk`: the window, or the command line where words follow."""

import sys


def main() -> int:
    """Start what was asked for; returns the exit status."""
    from negdesk.later_modules import put_off

    put_off()
    from negdesk.command_line import main as command_line

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
