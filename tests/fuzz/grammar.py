"""tests/fuzz/grammar.py - random programs over the grammar of bash.

Grammar(random.Random(seed)).program() gives a list of lines.  The programs end
(loops count), stay in the current directory, and print nothing that differs
between two runs (no pids, times or random numbers).  `p` prints its arguments,
their number first, so that splitting shows.
"""

PREAMBLE = [
    'p() { printf "%d:" $#; printf "<%s>" "$@"; echo; }',
    "x='a b*c' y= n=7 s=hello i=x f=a1 z=$'t\\tn\\n q\\'\\\\'",
    "a=(one 'two three' '' [5]=five) t=(b c)",
    "declare -A h=([k]=v [' ']='s p' [x]='*')",
    "set -- 'p q' '' three -4 a1",
]
NAMES = ["x", "y", "n", "s", "i", "u", "a", "h", "z", "f", "r", "t", "1", "3", "9", "@", "*", "#", "?"]
SETTABLE = ["x", "y", "n", "s", "u", "i", "v", "w"]
LITERALS = ["a", "b", "abc", "foo", "a1", "-n", "0", "1", "7", "-3", "hello", "x y", "A", "zZ", "é",
            "a.b", "a=b", "~", "~+", ":", "%", "%%", "#", "!", "[", "]", "]a", "{", "}", "{}", "^", "@", "--", "-", "+", ","]
PATTERNS = ["*", "?", "a*", "*b", "[a-c]", "[!a]", "[[:alpha:]]", "[[:space:]]*", "??", "*[0-9]", "l", "ll", "o*",
            "h?l", "[]a]", "[a-", "\\*", "'*'", '"a"*', "@(a|b)*", "+([a-z])", "!(a*)", "?(h)e", "*(l|e)", "[^h]", "é", "[[:upper:]]", ""]
IFSES = ["' '", "':'", "''", "', '", "$' \\t\\n'", "a", "'ab'", "$'\\n'", "'*'", "1", "-"]
GLOBS = ["*", "a*", "?1", "*.txt", "[ab]*", "d/*", "*/", ".*", "d/.", "nope*", "'a'*", "\\a*", "[!a]*", "d*/?", "{a,b}*", "./*", "@(a1|b2)", "!(a*)", "*[", "[[:digit:]]*", "'*'", "**", "d/../a*"]
REGEXES = ["^a", "b$", "(.)l", "[a-z]+", "(a)(b)?", "h.*o", "'.'", '"$s"', "$s", "a|b", "^$", "[[:space:]]", "\\.", "x{2}", "(", "^(h)(e)(l*)", ".", "[^a]"]
BINARY = ["+", "-", "*", "/", "%", "**", "<<", ">>", "<", ">", "<=", ">=", "==", "!=", "&", "|", "^", "&&", "||", ","]
ASSIGNS = ["=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "|=", "^="]
TESTS = ["-n", "-z", "-e", "-f", "-d", "-v", "-R", "-s", "-r", "-x", "-L", "-o", "-t", "!"]
COMPARES = ["=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"]
FORMATS = ["%s", "%5s", "%-5s|", "%.2s", "%d", "%05d", "%+d", "%x", "%#o", "%X", "%c", "%q", "%b", "%%", "%i", "%e", "%.3f", "%g",
           "%*d", "%u", "\\n", "\\t", "\\x41", "\\101", "\\0101", "\\u00e9", "% d", "%Q", "%z", "%", "%-*s", "%(%Y)T", "\\c", "\\q", "%5%", "%ls", "%.*s", "%n"]
OPTIONS = ["set -e", "set -u", "set -f", "set -o pipefail", "set -eu", "shopt -s nullglob", "shopt -s dotglob", "shopt -s extglob", "set -E",
           "shopt -s nocasematch", "shopt -s nocaseglob", "shopt -s failglob", "shopt -s globstar", "shopt -s lastpipe", "set -T", "set -x", "set -a", "set -k",
           "shopt -s inherit_errexit", "set -o posix", "shopt -s expand_aliases", "shopt -u patsub_replacement", "shopt -s localvar_inherit",
           "shopt -s xpg_echo", "set -C", "shopt -s assoc_expand_once", "set -B", "set +B", "shopt -u extglob", "set -P", "shopt -s localvar_unset"]
TRANSFORMS = "QEPAKakUuL"


class Grammar:
    def __init__(self, rng):
        self.rng = rng
        self.loops = 0

    def pick(self, *alternatives):
        return self.rng.choice(alternatives)

    def chance(self, p):
        return self.rng.random() < p

    def rule(self, depth, rules):
        """One of @rules, (weight, function) pairs."""
        weights = [w for w, _ in rules]
        return self.rng.choices([f for _, f in rules], weights)[0](depth - 1)

    # ---- words ----

    def literal(self):
        return self.rng.choice(LITERALS)

    def quoted_literal(self):
        text = self.literal()
        return "'" + text + "'" if self.chance(.5) else '"' + text.replace("!", "") + '"'

    def bare(self):
        text = self.literal()
        return "\\".join([""] + list(text)) if self.chance(.05) else text.replace(" ", "\\ ")

    def ansi_c(self):
        return "$'" + "".join(self.pick("a", "\\n", "\\t", "\\x41", "\\'", "\\\\", "\\u00e9", "\\101", "\\e", "b", " ", "\\cA", "\\z", "\\xff", '"', "\\?") for _ in range(self.rng.randint(0, 4))) + "'"

    def subscript(self, depth):
        return self.pick("@", "*", "0", "1", "-1", "5", "9", "k", "n", "$n", "' '", "n-6", "x", "-9", "${#a[@]}", "", '"@"', "1+1", "$i", "n++" if depth > 0 else "2", "7 ")

    def reference(self, depth):
        name = self.rng.choice(NAMES)
        if name in "ahtrnxu" and self.chance(.5):
            return name + "[" + self.subscript(depth) + "]"
        return name

    def pattern(self, depth):
        if self.chance(.25) and depth > 0:
            return self.param(depth - 1)
        return "".join(self.rng.choice(PATTERNS) for _ in range(self.pick(1, 1, 2)))

    def operand(self, depth):
        if depth <= 0:
            return self.bare()
        return "".join(self.piece(depth - 1) for _ in range(self.pick(0, 1, 1, 2, 3)))

    def operator(self, depth):
        kind = self.rng.randrange(7)
        if kind == 0:
            return self.pick(":", "") + self.pick("-", "+", "=", "?") + self.operand(depth)
        if kind == 1:
            return self.pick("#", "##", "%", "%%") + self.pattern(depth)
        if kind == 2:
            rest = self.pick("", "/", "/" + self.operand(depth), "/&", "/[&]", "/\\&", "/$s")
            return self.pick("/", "//", "/#", "/%") + self.pattern(depth) + rest
        if kind == 3:
            return self.pick("^", "^^", ",", ",,", "~", "~~") + self.pick("", "", self.pattern(depth))
        if kind == 4:
            return ":" + self.arith(1) + self.pick("", ":" + self.arith(1))
        if kind == 5:
            return ":" + self.pick("0", "1", " -2", "2", "-1", "9", "n") + self.pick("", ":1", ":2", ":-1", ":0", ":", ":n", ": -9")
        return "@" + self.rng.choice(TRANSFORMS)

    def param(self, depth):
        if self.chance(.3):
            return "$" + self.rng.choice(NAMES[:-7] + ["1", "@", "*", "#", "?", "-" if self.chance(.2) else "x"])
        name = self.reference(depth)
        kind = self.rng.randrange(12)
        if kind == 0:
            return "${#" + name + "}"
        if kind == 1:
            return "${!" + self.pick("i", "a[@]", "h[@]", "a[*]", "n*", "r", "f", "x@", "#", "1", "i" + self.operator(depth), "u", "a", "a[@]" + self.operator(depth)) + "}"
        if kind == 2 and self.chance(.2):
            return "${" + self.pick("x!", "", "1a", "x y", "-", "a[", "x[1", "@a", "x@Z", "#x-", "x:", "x/", "!", "!@", "##", "#?") + "}"
        if kind <= 3:
            return "${" + name + "}"
        return "${" + name + self.operator(depth) + "}"

    def double(self, depth):
        parts = [self.rng.choice([self.param, self.param, self.param, self.substitution, self.arith_word, lambda d: self.pick("a", " ", "b c", "\\$x", "\\\\", "\\\"", "'", "*", "~", "\\a", "\\`", "{a,b}", "[", "}"),
                                  lambda d: self.pick("$", "$.", "\\", "\\\n") if d > 1 else "q"])(depth - 1) for _ in range(self.rng.randint(0, 3))]
        return '"' + "".join(parts).rstrip("\\") + '"'

    def braces(self, depth):
        kind = self.rng.randrange(4)
        if kind == 0:
            return self.pick("{1..3}", "{3..1}", "{a..c}", "{01..3}", "{1..9..4}", "{a..e..2}", "{-1..1}", "{1..a}", "{c..a..-1}", "{1..3", "{x}", "{,}", "{a,}", "{1..3..0}", "{-01..1}", "{Z..b}")
        inner = [self.operand(min(depth, 1)).replace("}", "") for _ in range(self.pick(1, 2, 3))]
        return self.pick("", "a", "-") + "{" + ",".join(inner) + "}" + self.pick("", "b", "{1,2}")

    def arith(self, depth):
        if depth <= 0 or self.chance(.3):
            return self.pick("0", "1", "2", "-1", "n", "u", "x1", "a[0]", "a[5]", "t", "$n", "010", "0x1f", "2#101", "16#fF", "${#s}", "y", "7", "9223372036854775807", "08", "i1", "h[k]", "64#_", "3#4", "$y", "1 2")
        return self.rule(depth, [
            (8, lambda d: self.arith(d) + self.pick("", " ") + self.rng.choice(BINARY) + self.pick("", " ") + self.arith(d)),
            (2, lambda d: "(" + self.arith(d) + ")"),
            (2, lambda d: self.pick("!", "~", "-", "+", "- ", "--", "++") + self.arith(d)),
            (2, lambda d: self.pick("n", "v", "a[1]", "w", "v[2]") + self.rng.choice(ASSIGNS) + self.arith(d)),
            (2, lambda d: self.pick("n", "v", "w", "a[n]") + self.pick("++", "--")),
            (1, lambda d: self.pick("++", "--") + self.pick("n", "v", "7")),
            (2, lambda d: self.arith(d) + "?" + self.arith(d) + ":" + self.arith(d)),
        ])

    def arith_word(self, depth):
        return ("$((%s))" if self.chance(.9) else "$[%s]") % self.arith(min(depth, 3))

    def substitution(self, depth):
        if depth <= 0:
            return "$(echo sub)"
        inner = self.pick(lambda: self.simple(depth - 1), lambda: self.simple(depth - 1) + "; " + self.simple(depth - 1), lambda: "echo " + self.word(depth - 1), lambda: "printf '%s\\n' " + self.words(depth - 1))()
        if "\n" in inner:
            return "$(" + inner + "\n)"
        if self.chance(.1) and "`" not in inner and "\\" not in inner:
            return "`" + inner + "`"
        return "$(" + inner + ")"

    def piece(self, depth):
        return self.rule(depth, [
            (5, lambda d: self.bare()), (3, lambda d: self.quoted_literal()), (1, lambda d: self.ansi_c()),
            (8, self.param), (6, self.double if depth > 0 else lambda d: '"$x"'),
            (1, self.arith_word), (1, self.substitution), (1, self.braces if depth > 0 else lambda d: "{a,b}"),
            (1, lambda d: self.rng.choice(GLOBS)),
        ])

    def word(self, depth):
        return "".join(self.piece(depth) for _ in range(self.pick(1, 1, 1, 2, 3)))

    def words(self, depth):
        return " ".join(self.word(depth) for _ in range(self.pick(0, 1, 1, 2, 3)))

    # ---- simple commands ----

    def assignment(self, depth):
        name = self.rng.choice(SETTABLE)
        return self.rule(depth, [
            (6, lambda d: name + self.pick("=", "=", "+=") + self.word(d)),
            (2, lambda d: self.pick("a", "h", "t", "v", "x") + "[" + self.subscript(d) + "]" + self.pick("=", "+=") + self.word(d)),
            (2, lambda d: self.pick("a", "t", "v", "x") + self.pick("=", "+=") + "(" + self.words(d) + self.pick("", " [3]=" + self.word(d), " [1]+=" + self.word(d)) + ")"),
            (1, lambda d: "h" + self.pick("=", "+=") + "(" + self.pick("[k]=", "['a b']=", "[$n]=", "[$x]=", "") + self.word(d) + self.pick("", " q") + ")"),
            (1, lambda d: "IFS=" + self.rng.choice(IFSES)),
        ])

    def declaration(self, depth):
        command = self.pick("declare", "local", "export", "readonly", "typeset", "declare -g")
        flags = self.pick("", "-i ", "-a ", "-A ", "-r ", "-x ", "-u ", "-l ", "-n ", "-p ", "+x ", "+i ", "-ai ", "-f ", "-c ", "-t ", "-I ", "+r ", "+n ", "+a ", "-F ", "-xi ")
        name = self.pick("v", "w", "x", "a", "h", "n", "u", "r", "v[2]", "1v", "s", "y")
        value = self.pick("", "=" + self.word(depth - 1), "=x", "=1+2", "=(" + self.words(depth - 1) + ")", "+=" + self.word(depth - 1))
        return "%s %s%s%s" % (command, flags, name, value)

    def show(self, depth):
        names = self.pick("x", "a", "h", "v", "n", "u", "x y", "a h", "r", "-f fn", "-F fn")
        return self.pick("declare -p " + names, "p " + self.words(depth), "p \"${v[@]}\" $v", 'p "$@"', "p $*", 'p "$*"', "echo $?", "p ${PIPESTATUS[@]}", 'p "${BASH_REMATCH[@]}"', "p $-" if self.chance(.2) else "p $#", "echo $_", "p \"${!h[@]}\" \"${h[@]}\"", "set | grep -a '^[avwxuh]='", "p ${FUNCNAME[@]} $LINENO")

    def builtin(self, depth):
        return self.rule(depth, [
            (6, lambda d: "p " + self.words(d)),
            (4, lambda d: "echo " + self.pick("", "-n ", "-e ", "-E ", "-ne ", "-- ") + self.words(d)),
            (4, lambda d: "printf " + self.pick("", "-v v ", "-- ", "-v a[2] ") + "'" + "".join(self.rng.choice(FORMATS) for _ in range(self.rng.randint(1, 3))) + "\\n' " + self.words(d)),
            (3, lambda d: self.pick("test %s", "[ %s ]") % self.test(d, False)),
            (4, lambda d: "[[ " + self.condition(d) + " ]]"),
            (3, lambda d: self.pick("((%s))" % self.arith(d), "let '" + self.arith(d) + "'", "let v=" + self.arith(0).replace(" ", ""))),
            (2, lambda d: "read " + self.pick("", "-r ", "-a v ", "-d : ", "-n 2 ", "-N 3 ", "-ra v ", "-t 0 ") + self.pick("v", "v w", "", "x y u") + " <<<" + self.word(d)),
            (1, lambda d: "mapfile " + self.pick("v", "-t v", "-n 1 v", "-s 1 -t v", "-O 2 v", "-d : v") + " <<<" + self.word(d)),
            (2, lambda d: "unset " + self.pick("x", "a[n]", "-n a", "v w", "h", "a", "'a[1]'", "'h[k]'", "-v v", "-f fn", "-n r", "'a[@]'", "u", "'x[0]'", "'a[-1]'", "1", "'h[@]'")),
            (1, lambda d: "shift" + self.pick("", " 1", " 9", " -1", " x")),
            (2, lambda d: "set -- " + self.words(d)),
            (2, lambda d: "eval " + self.pick("", "--", "'p \"$x\"'", "\"p $x\"", "'x=1' 'y=2'", "'fn() { p e; }'", "'('", self.word(d))),
            (1, lambda d: "trap " + self.pick("'echo E$?' EXIT", "'echo err$? $LINENO' ERR", "- EXIT", "'p dbg' DEBUG" if self.chance(.2) else "-p", "'' USR1", "'echo ret' RETURN", "-p EXIT", "'p u' USR1; kill -USR1 $BASHPID", "p BAD", "'exit 3' ERR", "'false' EXIT")),
            (1, lambda d: self.pick("true", "false", ":", "return 3", "exit 4", "break", "continue", "(exit 5)", "! true", "return", "exit", "exit x", "break 9", "continue 0", "command exit 6", "command return 2", "builtin exit 3", "eval return 5", "eval break", "command break", "exit 256", "exit -1", "return x", "exit 300")),
            (1, lambda d: self.pick("printf '%s\\n' ", "printf '<%s>' ", "printf '%-4s|%3d\\n' ", "printf -v v '%s,' ", "printf '%q ' ", "printf '%b' ") + self.words(d)),
            (1, lambda d: self.pick("IFS=: ", "IFS= ", "IFS=, ", "x=q ", "LC_ALL=C ", "v=1 w=2 ") + self.pick("read -r v w <<<", "read -a v <<<", "eval p ", "p ", "printf '%s|' ", "let v=", "declare v=", "export w=", "mapfile v <<<") + self.word(d)),
            (1, lambda d: self.pick("declare -p", "set", "export -p", "readonly -p", "declare -F", "alias", "trap -p", "shopt -p extglob", "set +o", "declare -i", "declare -A", "declare -a", "local -p", "compgen -v x", "compgen -A function") + " | " + self.pick("grep -a '^declare .* [avwxuh]='", "grep -a '^[avwxuh]='", "tail -1", "grep -a ' [a-z]*$'")),
            (1, lambda d: "cd " + self.pick("d", "/nope", "-", ".", "", "d && pwd -P >/dev/null", "'' ", "d; echo ${PWD##*/} ${OLDPWD##*/}")),
            (1, lambda d: "getopts " + self.pick("ab:c", ":a:b", "a") + " v " + self.pick("-a -b 1", "-ab", "-x", "-b", "-- -a", "-ab1 -c", "") + "; p \"$?\" \"$v\" \"$OPTARG\" $OPTIND"),
            (1, lambda d: "type " + self.pick("p", "-t p echo", "nope", "-t if", "fn", "-a :", "-P nope", "-f p")),
            (1, lambda d: "command " + self.pick("-v p", "-v nope", "-V if", "p x", "echo c", "-v echo", "nope")),
            (1, lambda d: self.pick("alias al='p al '; al x", "alias al=p\nal x\nunalias al", "unalias nope", "alias nope", "alias q='p \"'; alias q")),
            (1, lambda d: self.pick("nope_cmd", "./a1", "d/", "./d", "''", "$y", "$u", "hash nope", "builtin nope", "builtin echo b", "source nope", ". ./b2", "exec nope", "wait", "wait 99999999", "umask 022; umask -S", "enable -n nope", "caller", "dirs -q", "pushd d >/dev/null; popd > /dev/null", "exec true", "exec {fd}<a1; cat <&$fd; exec {fd}<&-", "sort <a1", "cat a1 nope", "times -x", "help nope", "logout", "shopt nope", "shopt -q extglob", "set -o nope", "ulimit -Q")),
        ])

    def test(self, depth, double):
        name = lambda: self.word(min(depth, 1))
        return self.pick(
            lambda: self.rng.choice(TESTS) + " " + self.pick(name(), "a1", "d", "x", "a[1]", "u", "'h[k]'", '"$x"', "i", "errexit", "1"),
            lambda: name() + " " + self.rng.choice(COMPARES if double else [c for c in COMPARES if c not in "<>"]) + " " + name(),
            lambda: self.pick("1", "n", "-1", "x", "''", "08", '"$n"', "1+1", "a[5]", "' 3 '") + " " + self.rng.choice(COMPARES[5:11]) + " " + self.pick("1", "2", "n", "7", "''", "0x7"),
            name,
            lambda: name() + self.pick(" -a ", " -o ") + name() if not double else name(),
            lambda: self.pick("'(' a ')'", "! -n x", "", "a =", "= a", "( a = a )", "! ! a", "-n", "a b c", "1 2 3 4 5") if not double else "-n x")()

    def condition(self, depth):
        return self.rule(depth, [
            (4, lambda d: self.test(d, True)),
            (4, lambda d: self.word(min(d, 1)) + self.pick(" == ", " != ", " = ") + (self.pattern(d) or "''")),
            (3, lambda d: self.pick("$x", "$s", '"$s"', "abc", "${a[1]}") + " =~ " + self.rng.choice(REGEXES)),
            (1, lambda d: self.condition(d) + self.pick(" && ", " || ") + self.condition(d) if d > 0 else "-z $u"),
            (1, lambda d: self.pick("! ", "! ! ") + self.test(d, True)),
            (1, lambda d: "( " + self.condition(d) + " )" if d > 0 else "x"),
        ])

    def redirection(self, depth):
        return self.pick(lambda: ">o1", lambda: ">>o1", lambda: "2>&1", lambda: "2>/dev/null", lambda: "<a1", lambda: ">&2", lambda: "&>o2", lambda: "<<<" + self.word(min(depth, 1)), lambda: "<nope", lambda: ">d", lambda: ">|o1", lambda: "3>&1 >&3", lambda: "<&-", lambda: ">&-",
                         lambda: "> $x", lambda: "<>o3", lambda: "3<a1 <&3", lambda: "{fd}>o1 >&$fd", lambda: ">&$u", lambda: "2>&1 >o2", lambda: "> $u", lambda: "9>&7", lambda: "> \"$s\"", lambda: "&>>o2", lambda: "3>&1-", lambda: "<&0", lambda: "{v}<a1", lambda: "> *1")()

    def here_document(self, depth):
        quoted = self.pick("", "", "'")
        body = [self.pick("plain", "\ttab", "$x $((n+1))", "\"q\" 'r'", "\\$x \\\\ \\a", "`echo b`", self.param(depth), "${x:-\"q\"}", "$(echo sub)", "${u-'s q'}", "\\", "${x#'a'}", "E F", "a\\\nb", "${a[@]}", "$@")
                for _ in range(self.rng.randint(0, 3))]
        return "cat <<%s%sE%s\n" % (self.pick("", "-"), quoted, quoted) + "".join(b + "\n" for b in body) + "E"

    def simple(self, depth):
        text = self.rule(depth, [(5, self.builtin), (3, self.assignment), (2, self.show), (1, self.declaration), (1, lambda d: self.assignment(d) + " " + self.builtin(d))])
        if self.chance(.12) and "\n" not in text:
            text += " " + self.redirection(depth)
        return text

    # ---- compound commands ----

    def list(self, depth):
        items = [self.command(depth) for _ in range(self.pick(1, 1, 2))]
        return "".join(item + "\n" for item in items)

    def loop(self, depth):
        body = self.list(depth)
        self.loops += 1
        counter = "c%d" % self.loops  # its own, or loops inside each other would not end
        head = self.pick(
            lambda: "for v in " + self.words(depth), lambda: "for v", lambda: "for w in \"$@\"", lambda: "for ((%s=0;%s<3;%s++))" % (counter, counter, counter), lambda: "for v in " + self.rng.choice(GLOBS),
            lambda: "%s=0; while ((%s++<2))" % (counter, counter), lambda: "%s=0; until ((%s++>1))" % (counter, counter), lambda: "for r in x a", lambda: "for 1v in a")()
        return head + ";do\n" + body + self.pick("", "", "break\n", "continue\n", "((n++)) || break 2\n") + "done"

    def case(self, depth):
        clauses = []
        for _ in range(self.pick(1, 2, 3)):
            patterns = "|".join(self.pattern(depth) or "''" for _ in range(self.pick(1, 1, 2)))
            clauses.append(self.pick("", "(") + patterns + ") " + self.simple(depth) + "\n" + self.pick(";;", ";;", ";&", ";;&"))
        return "case " + self.word(depth) + " in\n" + "\n".join(clauses) + "\nesac"

    def function(self, depth):
        head = self.pick("fn() {\n", "function fn {\n", "fn() (\n")
        locals_ = self.pick("", "local x=l\n", "local -n r=x\n", "local IFS=:\n", "local v w=2\n", "local -u v=aB\n", "local -I x\n", "local x=$x y=$x\n", "declare -g v=g\n", "local OPTIND=1 IFS=,\n", "trap 'echo ret$?' RETURN\n", "local -n r=$1\n", "set -- l $# \"$@\"\n", "shift\n", "export v=f\n", "readonly w=f\n", "local -a a=(l)\n", "local -\n", "local x\n", "local -i n=3\n", "unset x\n", "local x=1; unset x\n", "local -A m=([a]=b)\n", "declare -n r=$1\n")
        tail = self.pick("", "return 2\n", "p $# \"$@\"\n", "return\n")
        return head + locals_ + self.list(depth) + tail + (")" if head.endswith("(\n") else "}") + self.pick("", " >o1", " 2>&1", "") + "\n" + self.pick("fn", "fn " + self.words(depth), "v=1 fn x", "fn x | cat", "fn || echo or$?", "r=x fn a", "p $(fn)", "fn & wait $!", "x=t n=t fn \"$@\"", "fn x; fn y", "if fn; then echo y; fi", "fn | fn", "fn <a1", "eval 'fn q'", "v=1 eval fn", "command fn")

    def command(self, depth):
        if depth <= 0:
            return self.simple(1)
        return self.rule(depth, [
            (12, self.simple),
            (2, self.here_document),
            (2, lambda d: "if " + self.simple(d) + "\nthen\n" + self.list(d) + self.pick("", "else\n" + self.list(d), "elif " + self.simple(d) + "\nthen\n" + self.list(d)) + "fi"),
            (3, self.loop), (2, self.case), (3, self.function),
            (2, lambda d: "{\n" + self.list(d) + "}" + self.pick("", " " + self.redirection(d))),
            (2, lambda d: "(\n" + self.list(d) + ")" + self.pick("", " " + self.redirection(d))),
            (2, lambda d: self.simple(d) + "\n" + self.pick("", "echo $?\n") + self.simple(d)),
            (3, lambda d: self.oneline(d) + self.pick(" && ", " || ", " ; ", " && ! ", " || ") + self.oneline(d)),
            (2, lambda d: self.pick("", "! ") + self.oneline(d) + " " + self.pick("| cat", "| { read v; p \"$v\"; }", "|& sort", "| while read -r v w; do p \"$v\" \"$w\"; done", "| cat | cat", "| (exit 3)", "| tr a b", "| read x") + "\n" + self.pick("", "echo ${PIPESTATUS[*]}")),
            (1, lambda d: self.pick("time -p :", "coproc cat", "select v in a; do p \"$v\"; break; done <<<1", "declare -f fn p", "p <(echo a) >/dev/null", "cat <(echo ps)", "echo a > >(cat); wait", "false & wait $!; echo $?", ": & wait", "{ exit 3; } & wait $!") if d > 0 else ":"),
        ])

    def oneline(self, depth):
        for _ in range(9):
            text = self.simple(depth)
            if "\n" not in text:
                return text
        return "true"

    def program(self):
        lines = list(PREAMBLE)
        for _ in range(self.pick(0, 0, 0, 1, 1, 2)):
            lines.append(self.rng.choice(OPTIONS))
        if self.chance(.2):
            lines.append("IFS=" + self.rng.choice(IFSES))
        if self.chance(.15):
            lines.append(self.pick("trap 'echo E$?' EXIT", "trap 'echo err$? $LINENO' ERR", "declare -n r=x", "declare -n r='a[1]'", "declare -n r=u", "declare -n r=h"))
        depth = self.pick(2, 2, 3, 4)
        for _ in range(self.rng.randint(1, 5)):
            lines.extend(self.command(depth).split("\n"))
            if self.chance(.25):
                lines.append(self.show(1))
        lines.append("p $? \"$x\" \"$v\" \"$n\" \"${a[@]}\"")
        return lines
