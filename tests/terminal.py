"""tests/terminal.py - an interactive shell on a terminal of its own, typed at by a script.

A line of the script is typed, with a return behind it, when the terminal shows
the prompt; with {text} in front, when it shows that text: at the start of a line,
and not before all that the line above waited for.
\\cX, \\e, \\t and \\\\ are what they usually are; \\. at the end stands for no return.
"""
import fcntl
import os
import pty
import re
import select
import struct
import termios
import time

PROMPT = b"$ "
COLUMNS = 200  # nothing is scrolled sideways
ESCAPES = {"e": "\x1b", "t": "\t", "\\": "\\", ".": ""}


def keys(line):
    """What a line of the script waits for, and what it types."""
    wanted = re.match(r"\{([^}]+)\}", line)
    text = line[wanted.end():] if wanted else line
    typed = re.sub(r"\\(c.|.)", lambda m: chr(ord(m[1][1]) & 31) if m[1][0] == "c" and len(m[1]) > 1
                   else ESCAPES.get(m[1], m[0]), text)
    end = "" if text.endswith("\\.") else "\n"
    return (wanted[1].encode() if wanted else PROMPT), (typed + end).encode()


def find(screen, seen, wanted):
    """Where in the screen, behind what was seen, what is wanted ends; -1: nowhere yet."""
    line = screen.rfind(b"\n", 0, seen) + 1
    ends = (m.end() for m in re.compile(rb"(?:^|(?<=[\r\n]))" + re.escape(wanted)).finditer(screen, line))
    return next((end for end in ends if end > seen), -1)


def sleeps(pid):
    """Does it wait in the kernel?  It does also when it is gone: nobody will."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as stat:
            return stat.read().rpartition(b")")[2].split()[0] == b"S"
    except FileNotFoundError:
        return True


class Session:
    def __init__(self, executable, argv, env, cwd, timeout):
        self.screen, self.seen, self.deadline = b"", 0, time.monotonic() + timeout
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
            os.execve(executable, argv, env)

    def more(self):
        """More of the screen; False: it is the end, or time is up."""
        ready, _, _ = select.select([self.fd], [], [], max(0, self.deadline - time.monotonic()))
        try:
            data = os.read(self.fd, 65536) if ready else b""
        except OSError:  # the other side is closed
            data = b""
        self.screen += data
        return bool(data)

    def type(self, line):
        wanted, typed = keys(line)
        while (at := find(self.screen, self.seen, wanted)) < 0:
            if not self.more():
                return False
        self.seen = at
        if b"\x03" in typed:
            self.settle()
        os.write(self.fd, typed)
        return True

    def settle(self):
        """Until the reader sleeps: bash loses a ^C that comes between its echo and its read()."""
        while time.monotonic() < self.deadline and not sleeps(os.tcgetpgrp(self.fd)):
            time.sleep(0.001)

    def finish(self):
        while self.more():
            pass
        if time.monotonic() >= self.deadline:
            os.killpg(self.pid, 9)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


def visible(screen):
    """The screen as text: other control characters than the newline as ^X, no process ids."""
    text = re.sub(rb"(?m)^(\[\d+\]) \d+$", rb"\1 PID", screen.replace(b"\r\n", b"\n"))
    return re.sub(rb"[\x00-\x09\x0b-\x1f\x7f]", lambda m: b"^" + bytes([m[0][0] ^ 64]), text)


def run(executable, argv, env, cwd, lines, timeout):
    """The screen and the exit status of a session; the first line nobody asked for is told."""
    session = Session(executable, argv, dict(env, PS1=PROMPT.decode(), INPUTRC="/dev/null"), cwd, timeout)
    missing = b""
    for line in lines:
        if not session.type(line):
            missing = b"\n(nothing asked for: " + line.encode() + b")\n"
            break
    status = session.finish()
    return visible(session.screen) + missing, status
