# tests/bash/bind.t - keys, also where no lines are edited

#### in a script it warns, works, and tells the size of the screen
unset LINES COLUMNS
bind -q abort >/dev/null; echo $?
declare -p LINES COLUMNS
bind '"\C-x\C-y": abort'
bind -q abort
COLUMNS=7; bind -q undo >/dev/null 2>&1; echo $COLUMNS
## STDOUT:
0
declare -- LINES="24"
declare -- COLUMNS="80"
abort can be invoked via "\C-g", "\C-x\C-g", "\C-x\C-y", "\e\C-g".
7
## END
## STDERR:
$SHELL_NAME: line 2: bind: warning: line editing not enabled
$SHELL_NAME: line 4: bind: warning: line editing not enabled
$SHELL_NAME: line 5: bind: warning: line editing not enabled
## END

#### with set -o emacs it does not warn
set -o emacs
bind -q abort >/dev/null; echo $?
## stdout: 0
## STDERR:
## END
