# tests/bash/line_numbers.t - LINENO, and the line that a message names.

#### a bad name in for is blamed on the line where the parser stands
echo first
for 1st in a
do
	:
done
if true; then
	for 2nd in a; do :; done
fi
## status: 1
## stdout: first
## STDERR:
$SHELL_NAME: line 5: `1st': not a valid identifier
$SHELL_NAME: line 8: `2nd': not a valid identifier
## END

#### inside a function that is the line of its brace
f()
{
	for 1st in a; do :; done
	:
	for 2nd in a; do :; done
}
f
## status: 1
## STDERR:
environment: line 2: `1st': not a valid identifier
environment: line 2: `2nd': not a valid identifier
## END

#### a redirection of a compound command fails at the end of what was read
{
	:
} </nope/1
while :; do
	:
done </nope/2; if :; then
	:
fi
((1
)) </nope/3
[[ a ]] </nope/4
:
## status: 0
## STDERR:
$SHELL_NAME: line 3: /nope/1: No such file or directory
$SHELL_NAME: line 8: /nope/2: No such file or directory
$SHELL_NAME: line 10: /nope/3: No such file or directory
$SHELL_NAME: line 11: /nope/4: No such file or directory
## END

#### a substitution counts the lines of its text as it is printed, from the command's
x=$(
	nope1

	if true
	then
		nope2
	fi
)
echo $(echo $LINENO) "$(

echo $LINENO
echo $LINENO)"
## stdout-json: "9 9\n10\n"
## STDERR:
$SHELL_NAME: line 8: nope1: command not found
$SHELL_NAME: line 10: nope2: command not found
## END

#### in backquotes and in here-documents they count as they were written
echo `echo $LINENO

echo $LINENO` $LINENO
cat <<E
$(echo $LINENO

echo $LINENO) $LINENO
E
## stdout-json: "3 5 3\n4\n6 4\n"

#### functions defined in a substitution keep its count
echo $(
f()
{
	echo $LINENO
}
echo $LINENO; f
f; eval 'echo $LINENO')
## stdout-json: "11 9 9 12\n"

#### an ERR trap is told the line of the command that began last
trap 'echo $LINENO' ERR
false |

false
(
false
)
((0
))
[[ a &&
b = c
]]
{ :; } </nope
## status: 1
## stdout-json: "4\n7\n9\n12\n12\n"
## stderr-has: /nope

#### a DEBUG trap is told where a function's body starts
set -T
trap 'echo $LINENO' DEBUG
f()
{
	:
}
f
trap - DEBUG
## stdout-json: "7\n4\n5\n8\n"

#### lines are counted on from where a command was abandoned
if :; then
	echo $((1/0))
	:
fi
echo $LINENO
f()
{
	echo $((1/0))
}
{
	f; :
	:
}
echo $LINENO
{
	:
	eval 'echo $((1/0))
	:
	echo $LINENO'
}
echo $LINENO
## stdout-json: "3\n10\n17\n17\n"
## stderr-has: division by 0

#### in a substitution, too, the parser stands behind the line that runs
echo $(
	:
	while :; do
		:
	done </nope/1
	{ :; } </nope/2; {
		:
	} </nope/3
)
## stdout-json: "\n"
## STDERR:
$SHELL_NAME: line 12: /nope/1: No such file or directory
$SHELL_NAME: line 13: /nope/2: No such file or directory
$SHELL_NAME: line 13: /nope/3: No such file or directory
## END

#### a function inside moves the line where the one around it begins
f()
{
	for 1st in a; do :; done
	g() {
		:
	}
}
f
## status: 0
## STDERR:
environment: line 4: `1st': not a valid identifier
## END

#### an expansion that fails in a member of a pipeline does not move the shell's line
{
	printf %s ${} | cat
}
echo $LINENO
{
	x=$(printf %s ${})
}
echo $LINENO
## STDOUT:
4
8
## END
## STDERR:
$SHELL_NAME: line 2: ${}: bad substitution
$SHELL_NAME: line 6: ${}: bad substitution
## END

#### in the body of for (( )) messages without a line of their own have the line around the loop
for ((i = 0; i < 2; i++)); do
	for 1st in a; do
		:
	done
done
{
	:
	for ((i = 0; i < 1; i++)); do
		for 1st in a; do
			:
		done
	done
}
## status: 1
## STDERR:
$SHELL_NAME: line 5: `1st': not a valid identifier
$SHELL_NAME: line 5: `1st': not a valid identifier
$SHELL_NAME: line 13: `1st': not a valid identifier
## END
