"""Start the program: a window, or one of the commands that need none."""

import sys

COMMANDS = (
    "new",
    "import",
    "show",
    "check",
    "compare",
    "export",
    "recover",
    "check-template",
    "self-test",
    "--version",
    "-h",
    "--help",
)

READING_PROCESS = "--reading-process"
"""Not for people: the program reads other people's files in a process apart, which is itself."""

INTERRUPTED = 130
"""What shells take for a program that Ctrl+C ended."""


def main(arguments: list[str]) -> int:
    """Decide what to run before anything else is imported; the exit status."""
    from workflows.module_bundle import use

    use()
    if arguments == [READING_PROCESS]:
        from workflows.reading_child import serve

        return serve()
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


def interruptible(arguments: list[str]) -> int:
    """`main`, which Ctrl+C ends with a sentence at any moment; the exit status."""
    try:
        return main(arguments)
    except KeyboardInterrupt:
        import signal

        # Another one while the program ends would print what it was at.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            if sys.stderr is not None:
                sys.stderr.write("已停下，没有写完的文件没有留下。\n")
        except OSError:
            pass
        return INTERRUPTED


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # A program in one piece starts its other processes by running itself.
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(interruptible(sys.argv[1:]))
