"""Start the program: a window, or one of the commands that need none."""

import sys

COMMANDS = (
    "new",
    "import",
    "show",
    "check",
    "export",
    "recover",
    "check-template",
    "self-test",
    "--version",
    "-h",
    "--help",
)


def main(arguments: list[str]) -> int:
    """Decide what to run before anything else is imported; the exit status."""
    from workflows.module_bundle import use

    use()
    if arguments and arguments[0] in COMMANDS:
        from workflows.command_line import run_command

        return run_command(arguments)
    from workflows.window_arguments import parse

    parsed = parse(arguments)
    if isinstance(parsed, int):
        return parsed
    from gui.app import run

    status: int = run(*parsed)
    return status


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # A program in one piece starts its other processes by running itself.
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main(sys.argv[1:]))
