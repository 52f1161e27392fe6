#!/usr/bin/env python3
"""tests/fuzz/differential.py - random programs under bash and under agentsh: same bytes, same status.

    tests/fuzz/differential.py [--seed=N] [--count=N] [--batch=N] [--no-stderr] [--limit=N]
        [--shell=build/agentsh] [--policy=FILE] [--show] [--seeds]

Program K is made from seed K alone (tests/fuzz/grammar.py), so --seed=K --count=1 brings it
back, and --show prints it.  Compared are standard output, the status, the files made in the
scratch directory and, unless --no-stderr, standard error.

Programs run --batch at a time in one process, each in a subshell that sources it; whatever
differs there is run again on its own as a script, and only then counts.  It is then minimised
(lines, then words, for as long as the same of the four still differ) and printed.
Programs whose differing minimal form was seen already are counted, not printed.

Programs of which either shell makes now this, now that (order of processes) differ when no
outcome is common to both.  The differences that are to stay are in EXPLAINED below: each has
its reason, and is counted by its name; --seeds, which does not minimise, counts them as any other.

Without --policy agentsh runs --unenforced; with it, supervised under that policy (slow: a
sample will do).  A found bug is mended and becomes a case in tests/bash, not a file here.
"""
import argparse
import collections
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from grammar import Grammar  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NAME = "/bin/bash"  # what both are called: $0, $BASH and $_ tell
PARTS = ("stdout", "status", "files", "stderr")
SECONDS = 5
MOST_TRIES = 120
MORE_OUTCOMES = 4
# What minimising must not come to: pids, files outside, endless output.
UNFIT = re.compile(r"\$\$|>\s*[\"']*/(?!dev/null)|BASHPID$")
NOTICE = b"agentsh: running without enforcement: --unenforced\n"
# agentsh puts variables of its own into the environment; bash gets them as well, so lists are as long.
SESSION = "00000000-0000-4000-8000-000000000000"
OWN_VARIABLES = {"AGENTSH_IN_SESSION": "1", "AGENTSH_SESSION_ID": SESSION}
SESSION_ID = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
COPROCESS = re.compile(rb"coproc \[\d+:")
# Its line may be found or not by a grep for letters: it is left out of lists.
SESSION_LINE = re.compile(rb"^(declare -x |export )?AGENTSH_SESSION_ID=.*\n", re.M)
# (name, what the minimal program has, what bash made of it has, why the difference stays): no place
# for what could be mended.
EXPLAINED = [(name, re.compile(program), re.compile(result), why) for name, program, result, why in [
    ("array read as text", r"\b(?:declare|typeset)\b[^\n;]* \+a \w+\[", "",
     "declare +a v[i] makes v an array, then takes only the mark away: bash prints the struct's first bytes"),
    ("uninitialised bytes", r"\+=", r"(?:\\xff){4}|(?:\\x00){4}",
     "v+= in front of a command, v an array without a value: bash reads the struct as text"),
    ("global associative array as an indexed one", r"\bfn\b[\s\S]*(?: -g|\bexport|\breadonly)\b[^\n;]* h\+?=\(", "",
     "in a function bash makes an indexed array of it, of quoted words, or of what was its memory"),
    ("no reserved word behind eval", r"\beval\b",
     r"unexpected EOF while looking for matching|line \d+: (?:\\\\|if|\{|\[\[|case|for|while|until|coproc): command not found",
     "after a text of eval that ends inside of a quote the parser takes the next word for an argument"),
    ("quoted null in a message", r"\$\{!", r"\\x7f[^\n]*: invalid variable name",
     "CTLNUL, bash's mark of an empty word, is printed as it is"),
    ("crash of bash", "", r", -(?:6|11), ", "a null pointer, mostly; there is nothing to agree with"),
    ("gigabytes of blanks", r"%[^%\n]*\*[\s\S]*9223372036854775807", "",
     "printf with the widest field there is: both end at a limit of memory or time, not at the same"),
    ("getopts in freed memory", r"=\S* getopts\b", r"illegal option",
     "the list that a temporary assignment replaced is read on"),
    ("substring in freed memory", r"\$\{(\w+)\b[^}]*:[^}]*\b\1(?:--|\+\+|[-+*/%|&^]?=)", "",
     "the offset or length assigns to the variable itself; bash takes the part from the value that was"),
    ("signal to itself", r"trap [^\n]*EXIT[\s\S]*kill \$BASHPID", "",
     "with a trap on EXIT bash catches SIGTERM, and forgets it in a process of a builtin that is over"),
    ("writer that is too slow", r"\|", r"(?:\b|\\n)141\b", "SIGPIPE, or not: which process is first"),
]]
FILES = {"a1": "one\n", "b2": "echo in b2\n", "c.txt": "text: a b\nsecond\n", ".hid": "", "d/e": "", "d/f.txt": ""}
# What an unlucky program may use up: memory, time, bytes of a file.
LIMITS = [(resource.RLIMIT_AS, 1 << 31), (resource.RLIMIT_CPU, 20), (resource.RLIMIT_FSIZE, 1 << 22)]


def limit():
    os.setsid()
    for what, value in LIMITS:
        resource.setrlimit(what, (value, value))


def make_scratch(path):
    os.makedirs(path + "/d")
    for name, text in FILES.items():
        with open(path + "/" + name, "w") as f:
            f.write(text)


def read(path):
    try:
        with open(path, "rb") as f:
            text = SESSION_LINE.sub(b"", f.read())
            return SESSION_ID.sub(SESSION.encode(), COPROCESS.sub(b"coproc [PID:", text))
    except OSError as e:
        return e.strerror.encode()


def tree(path):
    """The files below @path with what is in them, but for the known ones."""
    found = {}
    for folder, _, names in os.walk(path):
        for name in names:
            full = os.path.join(folder, name)
            text = read(full)
            if FILES.get(os.path.relpath(full, path)) != text.decode("latin-1"):
                found[os.path.relpath(full, path)] = text
    return found


class Shell:
    def __init__(self, binary, argv, environ, top):
        self.binary, self.argv, self.environ = binary, argv, environ
        self.top = top  # the same for both, one after the other: $PWD is the same

    def start(self, script, stdout, stderr, cwd, seconds):
        """The status of one process; None: it took too long."""
        with open(stdout, "wb") as out, open(stderr, "wb") as err:
            child = subprocess.Popen([NAME] + self.argv + [script], executable=self.binary, cwd=cwd,
                                     stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=self.environ,
                                     preexec_fn=limit)
            try:
                return child.wait(seconds)
            except subprocess.TimeoutExpired:
                return None
            finally:
                try:
                    os.killpg(child.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
                child.wait()

    def alone(self, lines):
        """(stdout, status, files, stderr) of one program."""
        work = self.top + "/w/s"
        make_scratch(work)
        with open(self.top + "/w/prog", "w") as f:
            f.write("\n".join(lines) + "\n")
        status = self.start("../prog", self.top + "/w/out", self.top + "/w/err", work, SECONDS)
        result = (read(self.top + "/w/out"), status, tree(work), read(self.top + "/w/err").replace(NOTICE, b""))
        shutil.rmtree(self.top + "/w")
        return result

    def batch(self, programs):
        """The same of many, each sourced by a subshell of its own."""
        driver = []
        top = self.top + "/b"
        for k, lines in enumerate(programs):
            make_scratch("%s/%d/s" % (top, k))
            with open("%s/%d/prog" % (top, k), "w") as f:
                f.write("\n".join(lines) + "\n")
            driver.append("cd ../../%d/s; (. ../prog) >../out 2>../err; echo $? >../status\n" % k)
        with open(top + "/driver", "w") as f:
            f.write("".join(driver))
        status = self.start(top + "/driver", os.devnull, os.devnull, top + "/0/s", len(programs) * .2 + SECONDS)
        results = []
        for k in range(len(programs)):
            at = "%s/%d/" % (top, k)
            results.append((read(at + "out"), read(at + "status"), tree(at + "s"), read(at + "err")) if status is not None else None)
        shutil.rmtree(top)
        return results


class Fuzzer:
    def __init__(self, bash, agentsh, parts):
        self.shells = (bash, agentsh)
        self.parts = parts

    def differing(self, ours, theirs):
        return frozenset(i for i in range(self.parts) if ours[i] != theirs[i])

    def judge(self, lines):
        """Which of the four differ; empty when either takes too long (load, not language)."""
        if UNFIT.search("\n".join(lines)):
            return frozenset()
        theirs, ours = (s.alone(lines) for s in self.shells)
        if theirs[1] is None or b"syntax error" in theirs[3] and self.no_syntax_errors:
            return frozenset()
        return self.differing(ours, theirs)

    def confirm(self, lines):
        self.no_syntax_errors = False
        kind = self.judge(lines)
        if kind:
            self.no_syntax_errors = b"syntax error" not in self.shells[0].alone(lines)[3]
        return kind if kind and self.apart(lines) else None

    def apart(self, lines):
        """No outcome is common to both: order of processes is no difference."""
        theirs, ours = ([s.alone(lines)[:self.parts] for _ in range(MORE_OUTCOMES)] for s in self.shells)
        unsteady = any(o != theirs[0] for o in theirs) and any(o != ours[0] for o in ours)
        return not unsteady and not any(o in theirs for o in ours)

    def shrink(self, pieces, kind, join):
        size = max(1, len(pieces) // 2)
        self.tries = 0
        while size and self.tries < MOST_TRIES:
            at = 0
            while at < len(pieces):
                fewer = pieces[:at] + pieces[at + size:]
                self.tries += 1
                if self.judge(join(fewer)) == kind:
                    pieces = fewer
                else:
                    at += size
            size //= 2
        return pieces

    def minimise(self, lines, kind):
        lines = self.shrink(lines, kind, lambda x: x)
        pieces = re.findall(r"[ \w]+|.|\n", "\n".join(lines))
        return "".join(self.shrink(pieces, kind, lambda x: "".join(x).split("\n"))).split("\n")

    def explanation(self, lines):
        """The name in EXPLAINED of what this minimal program shows; None: it is a finding."""
        text, result = "\n".join(lines), repr(self.shells[0].alone(lines))
        return next((name for name, program, made, _ in EXPLAINED
                     if program.search(text) and made.search(result)), None)

    def report(self, seed, lines):
        print("==== seed %d\n%s" % (seed, "\n".join(lines)))
        results = [s.alone(lines) for s in self.shells]
        for part, name in enumerate(PARTS):
            if results[0][part] != results[1][part]:
                print("  %s\n    bash    %r\n    agentsh %r" % (name, results[0][part], results[1][part]))
        sys.stdout.flush()


def differs_in_batch(fuzzer, programs):
    """Indexes of the programs worth a second look."""
    theirs, ours = (s.batch(programs) for s in fuzzer.shells)
    return [k for k in range(len(programs))
            if theirs[k] is None or ours[k] is None or fuzzer.differing(ours[k], theirs[k])]


class Tally:
    """What came of the programs so far."""

    def __init__(self, only_seeds):
        self.only_seeds = only_seeds
        self.ran, self.found = 0, 0
        self.seen, self.explained = set(), collections.Counter()

    def add(self, fuzzer, seed, program):
        """A program that may differ: looked at alone, minimised, counted and, when it is new, printed."""
        kind = fuzzer.confirm(program)
        if not kind:
            return
        if self.only_seeds:
            self.found += 1
            print("seed %d: %s" % (seed, " ".join(PARTS[i] for i in sorted(kind))))
            return
        small = fuzzer.minimise(program, kind)
        if not fuzzer.apart(small):
            small = program
        name = fuzzer.explanation(small)
        if name:
            self.explained[name] += 1
            return
        self.found += 1
        if tuple(small) not in self.seen:
            self.seen.add(tuple(small))
            fuzzer.report(seed, small)

    def print(self):
        for name, times in sorted(self.explained.items()):
            print("explained, %s: %d" % (name, times))
        print("%d programs, %d differ, %d of them in different ways" % (self.ran, self.found, len(self.seen)))


def options():
    a = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--count", type=int, default=1000)
    a.add_argument("--batch", type=int, default=50)
    a.add_argument("--limit", type=int, default=20, help="stop after so many different findings")
    a.add_argument("--shell", default=ROOT + "/build/agentsh")
    a.add_argument("--bash", default="/bin/bash")
    a.add_argument("--policy")
    a.add_argument("--no-stderr", action="store_true")
    a.add_argument("--show", action="store_true", help="print the programs, run nothing")
    a.add_argument("--seeds", action="store_true", help="print only the seeds of what differs")
    return a.parse_args()


def make_shells(o, top):
    environ = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent/home", "TERM": "dumb"}
    ours = dict(environ)
    if o.policy:
        ours["AGENTSH_POLICY"] = os.path.abspath(o.policy)
        ours["AGENTSH_STATE_DIR"] = top + "/state"
    argv = [] if o.policy else ["--unenforced"]
    theirs = {**environ, **OWN_VARIABLES}
    return Shell(o.bash, [], theirs, top), Shell(os.path.abspath(o.shell), argv, ours, top)


def main():
    o = options()
    if o.show:
        for k in range(o.seed, o.seed + o.count):
            print("\n".join(Grammar(random.Random(k)).program()))
        return 0
    top = tempfile.mkdtemp(prefix="diff-")
    fuzzer = Fuzzer(*make_shells(o, top), 3 if o.no_stderr else 4)
    tally = Tally(o.seeds)
    try:
        for first in range(o.seed, o.seed + o.count, o.batch):
            seeds = range(first, min(first + o.batch, o.seed + o.count))
            programs = [Grammar(random.Random(k)).program() for k in seeds]
            tally.ran += len(programs)
            for k in differs_in_batch(fuzzer, programs):
                tally.add(fuzzer, seeds[k], programs[k])
            if len(tally.seen) >= o.limit:
                break
    finally:
        shutil.rmtree(top, ignore_errors=True)
    tally.print()
    return bool(tally.found)


if __name__ == "__main__":
    sys.exit(main())
