# tests/agent/environment.t - what env_policy hides never reaches a program, and what a script sets does.
## policy:
version: 1
name: env-test
command_rules:
  - {name: few, commands: [printenv], env_allow: [PATH, ONLY], decision: allow}
  - {name: all, commands: ["*"], decision: allow}
file_rules:
  - {name: all, paths: ["/**"], operations: ["*"], decision: allow}
env_policy:
  deny: ["*_PRIVATE"]
env_inject:
  INJECTED: "yes"
  OVER: new
## END

#### denied patterns and the built-in list of secrets are hidden from programs, from the shell and from /proc
export MY_PRIVATE=hide-me-1 GITHUB_TOKEN=hide-me-2 FINE=shown
"$AGENTSH" -c 'env; echo "$MY_PRIVATE $GITHUB_TOKEN"; tr "\0" "\n" < /proc/$$/environ; declare -p' > out
grep -c hide-me out; grep '^FINE' out | head -1
## STDOUT:
0
FINE=shown
## END

#### env_inject adds and replaces
OVER=old "$AGENTSH" -c 'env | grep -E "^(INJECTED|OVER)=" | sort'
## STDOUT:
INJECTED=yes
OVER=new
## END

#### what the script sets itself reaches its programs
"$AGENTSH" -c 'PYTHONPATH=/x env | grep ^PYTHONPATH; export LD_DEBUG_OUTPUT=/x; env | grep ^LD_DEBUG_OUTPUT'
## STDOUT:
PYTHONPATH=/x
LD_DEBUG_OUTPUT=/x
## END

#### BASH_ENV is read by the shell, and not passed on
echo 'echo from-env' > rc
BASH_ENV=$PWD/rc "$AGENTSH" -c 'env | grep -c ^BASH_ENV'
## status: 1
## STDOUT:
from-env
0
## END

#### a rule's own list
ONLY=1 OTHER=2 "$AGENTSH" -c 'printenv ONLY; printenv OTHER; echo $?; env | grep ^OTHER'
## STDOUT:
1
1
OTHER=2
## END

#### limits refuse the command
sed 's/^env_policy:/env_policy:\n  max_keys: 3/' "$AGENTSH_POLICY" > p.yaml
A=1 B=2 C=3 D=4 "$AGENTSH" --policy p.yaml -c '/bin/true'; echo $?
## STDOUT:
126
## END
## stderr-has: larger than the policy allows
