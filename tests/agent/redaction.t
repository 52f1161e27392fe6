# tests/agent/redaction.t - secrets do not reach the caller; all else does, unharmed.

#### a token, in one write and byte by byte, on stdout and stderr
t=ghp_$(printf 'a%.0s' 1 2 3 4 5 6)bcdefghij0123456789klmnopqrstu
"$AGENTSH" -c "echo $t; echo $t >&2; python3 -uc \"
import os, sys
for c in sys.argv[1]: os.write(1, c.encode())
os.write(1, b'\\n')\" $t" 2>&1 | grep -c "$t"
"$AGENTSH" -c "echo $t" | grep -o 'REDACTED'
## STDOUT:
0
REDACTED
## END

#### values of variables that look secret
MY_API_TOKEN=correct-horse-battery "$AGENTSH" -c 'env -u MY_API_TOKEN echo correct-horse-battery; echo correct-horse'
## stdout-has: REDACTED
## stdout-has: correct-horse

#### files and pipes between commands keep the bytes
t=ghp_abcdefghij0123456789klmnopqrstuvwxyz
"$AGENTSH" -c "echo $t > f; echo $t | wc -c; x=\$(echo $t); echo \${#x}"
cat f
## STDOUT:
41
40
ghp_abcdefghij0123456789klmnopqrstuvwxyz
## END

#### each hit is audited, never the text
t=ghp_abcdefghij0123456789klmnopqrstuvwxyz
"$AGENTSH" -c "echo $t; echo $t" > /dev/null
"$AGENTSH" -c "echo $t | cat" | cat > /dev/null
"$AGENTSH" audit --json > log; grep -c "$t" log; grep -q dlp_redaction log && echo recorded
## STDOUT:
0
recorded
## END
