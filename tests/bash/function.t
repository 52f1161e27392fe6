# tests/bash/function.t - function definitions (bash manual 3.3).

#### three ways to write one
f() { echo f; }; function g { echo g; }; function h () { echo h; }; f; g; h
## STDOUT:
f
g
h
## END

#### any compound command is a body
a() (echo sub); b() if true; then echo if; fi; c() for x in 1; do echo $x; done; d() ((1)); e() [[ a ]]; g() while :; do echo w; break; done; h() case x in *) echo case; esac; a; b; c; d; echo $?; e; echo $?; g; h
## STDOUT:
sub
if
1
0
0
w
case
## END

#### newlines before the body
f()

{ echo a
}
function g

(
echo b)
f; g
## STDOUT:
a
b
## END

#### blanks around the parentheses
f ( ) { echo a; }; f; g (){ echo b; };g
## STDOUT:
a
b
## END

#### odd names
a-b() { echo 1; }; a.b() { echo 2; }; a:b() { echo 3; }; +() { echo 4; }; 9() { echo 5; }; @x() { echo 6; }; é() { echo 7; }; function a=b { echo 8; }; function [ { echo 9; }
a-b; a.b; a:b; +; 9; @x; é; a=b 2>/dev/null; [
## STDOUT:
1
2
3
4
5
6
7
9
## END

#### a reserved word with the function keyword only
function if { echo kw; }; \if; function time { echo t; }; \time
## STDOUT:
kw
t
## END

#### a quoted name is refused when it runs
'f'() { :; }; echo $?; "g"() { :; }; echo $?
echo end
## STDOUT:
1
1
end
## END

#### redirections belong to the body
f() { echo out; echo err >&2; } >o 2>&1; f; cat o; g() (cat) <<E; g
here
E
## STDOUT:
out
err
here
## END

#### redirections are done at each call, words expanded then
f() { echo $1; } > "$1.txt"; f a; f b; cat a.txt b.txt
## STDOUT:
a
b
## END

#### parameters and # are its own, 0 is not
set -- x y; f() { echo "$# $1 $0"; set -- q; echo $1; }; f a b c | sed "s/$SHELL_NAME/SH/"; echo $# $1
## STDOUT:
3 a SH
q
2 x
## END

#### the status is the last command's, or return's
f() { false; }; f; echo $?; g() { return 3; echo no; }; g; echo $?; h() { return; }; false; h; echo $?; i() { (exit 4); return; }; i; echo $?
## STDOUT:
1
3
1
4
## END

#### local variables and dynamic scope
x=global; f() { local x=local; g; x=changed; }; g() { echo $x; x=from_g; }; f; echo $x
## STDOUT:
local
global
## END

#### recursion
f() { if [ $1 -gt 1 ]; then echo $(( $1 * $(f $(($1 - 1))) )); else echo 1; fi; }; f 6
## STDOUT:
720
## END

#### a definition inside a function happens when it runs
f() { g() { echo inner; }; }; g 2>/dev/null || echo none; f; g
## STDOUT:
none
inner
## END

#### redefinition while running
f() { f() { echo second; }; echo first; }; f; f
## STDOUT:
first
second
## END

#### unset -f, also while running
f() { unset -f f; echo still; }; f; f 2>/dev/null || echo gone
## STDOUT:
still
gone
## END

#### functions are found before builtins and files
echo() { printf 'fn:%s\n' "$1"; }; ls() { echo "$@"; }; echo a; ls b; builtin echo c; unset -f echo; command ls -d .
## STDOUT:
fn:a
fn:b
c
.
## END

#### special builtins are found before functions in posix mode only
eval() { echo fn; }; eval echo builtin; set -o posix; unset -f eval; eval echo builtin
## STDOUT:
fn
builtin
## END

#### FUNCNAME, BASH_LINENO and caller
f() { echo ${FUNCNAME[0]} ${FUNCNAME[1]} ${#FUNCNAME[@]} ${BASH_LINENO[0]}; caller 0; }
g() {
f
}
g
## STDOUT:
f g 2 3
3 g environment
## END

#### exported functions reach a child
f() { echo "exported $1"; }; export -f f; "$SH" -c 'f x'; export -nf f; "$SH" -c 'f x' 2>/dev/null || echo no
## STDOUT:
exported x
no
## END

#### a status of a definition is 0
false; f() { false; }; echo $?
## STDOUT:
0
## END

#### readonly functions
f() { echo 1; }; readonly -f f; f() { echo 2; } 2>/dev/null; f; unset -f f 2>/dev/null; echo $?
## STDOUT:
1
1
## END
## STDERR:
$SHELL_NAME: line 1: f: readonly function
## END

#### return outside a function
return 2>/dev/null; echo $?
## STDOUT:
2
## END

#### return in a subshell of a function ends the subshell
f() { (return 5; echo no); echo $?; }; f
## STDOUT:
5
## END

#### break does not cross a function
f() { break; }; for x in 1 2; do f 2>/dev/null; echo $x; done
## STDOUT:
1
2
## END

#### arguments are expanded before the call
f() { x=2; echo $1 $x; }; x=1; f $x; x=1; x=5 f $x; echo $x
## STDOUT:
1 2
1 2
1
## END

#### assignments in front last for the call
f() { echo $v; v=changed; }; v=1; v=tmp f; echo $v
## STDOUT:
tmp
1
## END

#### many definitions on a line, one calling another later defined
f() { g; }; g() { echo late; }; f
## STDOUT:
late
## END

#### a function as a pipeline element and in the background
f() { cat; echo $1; }; echo in | f x | tr a-z A-Z; f y < /dev/null & wait
## STDOUT:
IN
X
y
## END

#### deep calls end with FUNCNEST
FUNCNEST=5; f() { f; }; f 2>/dev/null; echo $?
## status: 1

#### in posix mode a special builtin's name ends the shell, as no name does
for s in 'break() { :; }' 'function source { :; }' '1f() { :; }' ':() { :; }' 'f-g() { :; }'; do (set -o posix; eval "$s"; echo no); echo $?; done 2>&1; set -o posix; cd() { echo mine; }; cd
## STDOUT:
$SHELL_NAME: line 1: `break': is a special builtin
2
$SHELL_NAME: line 1: `source': is a special builtin
2
$SHELL_NAME: line 1: `1f': not a valid identifier
2
$SHELL_NAME: line 1: `:': not a valid identifier
2
$SHELL_NAME: line 1: `f-g': not a valid identifier
2
mine
## END
