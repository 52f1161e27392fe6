# tests/bash/runner.t - the runner itself: what a case can say.

#### stdout, status and stderr are compared
echo out; echo err >&2; exit 3
## status: 3
## STDOUT:
out
## END
## STDERR:
err
## END

#### setup runs first, in the case's own directory
ls
## setup: touch made
## STDOUT:
made
## END

