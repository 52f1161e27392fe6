# tests/agent/escape_files.t - every known way to a file that a rule keeps closed, and the same ways to one that is open.
## setup: mkdir open closed tree tree/private && echo secret > closed/s && echo plain > open/p && echo keep > readonly && echo secret > tree/private/s
## policy:
version: 1
name: escape-files
command_rules:
  - {name: all, commands: ["*"], decision: allow}
file_rules:
  - name: closed
    paths: ["${PROJECT_ROOT}/closed/**", "${PROJECT_ROOT}/tree/private/**"]
    operations: ["*"]
    decision: deny
  - name: readonly
    paths: ["${PROJECT_ROOT}/readonly"]
    operations: [write, create, delete, rename, chmod, chown, link, truncate]
    decision: deny
  - name: rest
    paths: ["/**"]
    operations: ["*"]
    decision: allow
## END

#### no spelling of open reads a closed file
"$AGENTSH" -c '"$PROBES"/openat closed/s' 2>/dev/null | grep -c -e got -e ' ok'
## status: 1
## STDOUT:
0
## END

#### every spelling of open reads an open file
"$AGENTSH" -c '"$PROBES"/openat open/p' 2>/dev/null | grep -v -e ' got plain' -e '^openat2 ENOSYS' -e '^in-root' -e '^beneath'
## status: 1

#### no call empties or overwrites a read-only file
"$AGENTSH" -c '"$PROBES"/truncate readonly' 2>/dev/null | grep ' ok'
cat readonly
## STDOUT:
keep
## END

#### a file that may not move does not, by any call, as source or target
"$AGENTSH" -c '"$PROBES"/rename closed/s open/x; "$PROBES"/rename open/p closed/s; "$PROBES"/rename readonly open/x; "$PROBES"/rename open/p readonly' \
	2>/dev/null | grep ' ok'
cat closed/s open/p readonly; ls open
## STDOUT:
secret
plain
keep
p
## END

#### the directory above a closed one stays where it is
"$AGENTSH" -c 'mv tree moved; cat moved/private/s; mv tree/private open/private; cat open/private/s' 2>/dev/null
"$AGENTSH" -c '"$PROBES"/rename tree open/t; "$PROBES"/rename open tree' 2>/dev/null | grep ' ok'
ls; cat tree/private/s
## STDOUT:
closed
open
readonly
tree
secret
## END

#### an open directory may be renamed, with all that is in it
mkdir -p open/a/b/c; echo x > open/a/b/c/f
"$AGENTSH" -c 'mv open/a open/z; cat open/z/b/c/f'
## STDOUT:
x
## END

#### no hard link to a file that may not be read or written
"$AGENTSH" -c '"$PROBES"/link closed/s open/l; "$PROBES"/link readonly open/l' 2>/dev/null | grep ' ok'
"$AGENTSH" -c '"$PROBES"/link open/p open/l' 2>/dev/null | grep -c ' ok'
ls open
## STDOUT:
5
p
## END
## root:

#### nothing is made in a closed directory, not even through a dangling link; no device anywhere
"$AGENTSH" -c '"$PROBES"/mkdir closed/n' 2>/dev/null | grep ' ok'
"$AGENTSH" -c '"$PROBES"/mkdir open/n' 2>/dev/null | grep -e character -e block
ls -A closed open
## STDOUT:
character EPERM
block EPERM
closed:
s

open:
p
## END

#### mode, owner, times and attributes change neither by path nor by descriptor
chmod 600 readonly; touch -d @1000000000 readonly
"$AGENTSH" -c '"$PROBES"/chmod readonly; "$PROBES"/chmod closed/s; "$PROBES"/xattr readonly; "$PROBES"/xattr closed/s' 2>/dev/null | grep ' ok'
stat -c '%a %Y' readonly
"$AGENTSH" -c '"$PROBES"/chmod open/p' 2>/dev/null | grep -v -e ' ok' -e '^fchmodat2 ENOSYS'
stat -c %a open/p
## STDOUT:
600 1000000000
777
## END

#### a closed directory cannot be entered or listed
"$AGENTSH" -c '"$PROBES"/chdir closed' 2>/dev/null | grep ' ok'
"$AGENTSH" -c '"$PROBES"/chdir open' 2>/dev/null
## STDOUT:
chdir ok
fchdir ok
chroot EPERM
list ok
## END

#### what is changed between the check and the use is not read
for how in thread shared symlink; do
	for i in 1 2 3; do "$AGENTSH" -c "\"\$PROBES\"/race_open $how open/p closed/s 500" 2>/dev/null | grep secret; done
done
"$AGENTSH" -c '"$PROBES"/race_open openat2 open/p readonly 500' >/dev/null 2>&1
cat readonly
## STDOUT:
keep
## END

#### what is changed between the check and the use is neither lost nor moved nor opened to others
for call in unlink rename truncate open link chmod; do
	chmod 600 closed/s readonly
	"$AGENTSH" -c "\"\$PROBES\"/race_change $call open/x readonly 500; \"\$PROBES\"/race_change $call open/x closed/s 500" 2>/dev/null
	[ "$(cat readonly closed/s; stat -c %a readonly closed/s)" = "$(printf 'keep\nsecret\n600\n600')" ] || echo "lost by $call"
	echo keep > readonly; echo secret > closed/s
done

#### nor are its times and attributes
python3 -c "import os; os.setxattr('readonly', 'user.keep', b'1')"; touch -d 2001-01-01 readonly
for call in utime utimes utimensat setxattr removexattr; do
	"$AGENTSH" -c "\"\$PROBES\"/race_change $call open/x readonly 500" 2>/dev/null
done
python3 -c "import os; print(os.listxattr('readonly'), int(os.stat('readonly').st_mtime))"
## STDOUT:
['user.keep'] 978307200
## END
## needs: python3

#### nothing is made in a closed directory by a name that changes
"$AGENTSH" -c 'for call in creat mkdir symlink mknod; do "$PROBES"/race_change $call open/new closed/n 300; done' 2>/dev/null
ls closed
## STDOUT:
s
## END

#### with threads about, new files have the mode and the contents that they should
"$AGENTSH" -c 'sleep 5 & umask 027; mkdir open/d; mkfifo open/p2; ln -s x open/l; echo a > open/f; git init -q open/r && cd open/r && echo x > f && git add f && git fsck --strict && cd ../..; kill $!' 2>/dev/null
stat -c '%n %a' open/d open/p2 open/f; readlink open/l; find open/r/.git/objects -type f -exec stat -c %a {} \;
## STDOUT:
open/d 750
open/p2 640
open/f 640
x
440
## END
## needs: git

#### with threads about, each call still does what it says
"$AGENTSH" -c 'for call in unlink rename truncate open link chmod; do "$PROBES"/race_change $call open/x open/y 50; echo $?; done' 2>/dev/null | sort | uniq -c
echo text > open/t
"$AGENTSH" -c 'sleep 5 & : > open/t; echo more > open/t; cat open/t; truncate -s 2 open/t; mv open/t open/u; ln open/u open/v; chmod 640 open/v; rm open/u; mkdir open/d; rmdir open/d; kill $!' 2>/dev/null
stat -c '%s %a %h' open/v
## STDOUT:
      6 0
more
2 640 1
## END

#### threads and children that race nobody are left alone
"$AGENTSH" -c 'for how in thread shared symlink; do "$PROBES"/race_open $how open/p open/p 300; echo $?; done'
## STDOUT:
0
0
0
## END

#### a name that ends in (deleted) is a name
echo odd > 'open/f (deleted)'; echo gone > open/g
"$AGENTSH" -c 'exec 3< "open/f (deleted)" 4< open/g; rm open/g; cat /dev/fd/3 /dev/fd/4'
## STDOUT:
odd
gone
## END

#### a directory too deep to name is refused, not allowed
"$AGENTSH" -c 'python3 -c "
import os
n = \"d\" * 200
try:
    for i in range(22):
        os.mkdir(n); os.chdir(n)
    open(\"x\", \"w\"); print(\"made\")
except OSError as e:
    print(e.errno)
"' 2>/dev/null
## STDOUT:
13
## END
## needs: python3

#### names that are no text stay what they are
"$AGENTSH" -c $'touch open/\'a\nb\' open/$\'\\377\\001\'; cat open/$\'\\377\\001\'; rm open/$\'\\377\\001\''
ls -b open
## STDOUT:
a\nb
p
## END
