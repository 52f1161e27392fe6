# tests/agent/trash.t - soft_delete moves to the trash, and back.
## policy:
version: 1
name: trash-test
command_rules:
  - {name: all, commands: ["*"], decision: allow}
file_rules:
  - name: soft
    paths: ["${PROJECT_ROOT}/**"]
    operations: [delete, rmdir]
    decision: soft_delete
  - name: rest
    paths: ["/**"]
    operations: ["*"]
    decision: allow
## END

#### rm succeeds, restore brings back bytes, mode and time
printf 'a\0b' > f; chmod 640 f; touch -d '2020-02-02 02:02:02 UTC' f
"$AGENTSH" -c 'rm f; echo $?; ls' 2>/dev/null
token=$("$AGENTSH" trash list | awk '{print $1}')
"$AGENTSH" trash restore "$token" > /dev/null
od -An -c f; stat -c '%a %Y' f
## STDOUT:
0
   a  \0   b
640 1580608922
## END

#### rm -r of a tree, and the whole of it comes back
mkdir -p d/e; echo 1 > d/e/f; ln -s x d/l
"$AGENTSH" -c 'rm -r d; ls' 2>/dev/null
"$AGENTSH" trash list | awk '{print $1}' | while read -r t; do "$AGENTSH" trash restore "$t" >/dev/null; done
find d | sort; cat d/e/f
## STDOUT:
d
d/e
d/e/f
d/l
1
## END

#### the same name twice
for i in 1 2; do echo $i > f; "$AGENTSH" -c 'rm f' 2>/dev/null; done
"$AGENTSH" trash list | wc -l
## STDOUT:
2
## END

#### restore refuses to overwrite without --force
echo old > f; "$AGENTSH" -c 'rm f' 2>/dev/null; echo new > f
token=$("$AGENTSH" trash list | awk '{print $1}')
"$AGENTSH" trash restore "$token" 2>/dev/null; echo $?; cat f
"$AGENTSH" trash restore "$token" --force >/dev/null; cat f
## STDOUT:
1
new
old
## END

#### across file systems
[ "$(stat -c %d /dev/shm)" = "$(stat -c %d "$AGENTSH_STATE_DIR/..")" ] && exec echo f
d=$(mktemp -d /dev/shm/agentsh-test.XXXXXX); echo far > "$d/f"
sed "s|\${PROJECT_ROOT}|$d|" "$AGENTSH_POLICY" > p.yaml
"$AGENTSH" --policy p.yaml -c "rm $d/f" 2>/dev/null; ls "$d"
token=$("$AGENTSH" trash list | awk '{print $1}')
"$AGENTSH" trash restore "$token" >/dev/null; cat "$d/f" >/dev/null && echo f
rm -rf "$d"
## STDOUT:
f
## END

#### purge
echo 1 > f; "$AGENTSH" -c 'rm f' 2>/dev/null
"$AGENTSH" trash purge --ttl 0; "$AGENTSH" trash list | wc -l
## STDOUT:
removed 1 entry
0
## END

#### what the kernel would refuse is refused
mkdir d; echo x > d/f
"$AGENTSH" -c 'rmdir d; rm missing; rm d' 2>/dev/null; echo $?
cat d/f; "$AGENTSH" trash list | wc -l
## STDOUT:
1
x
0
## END
