# tests/agent/policy.t - policies that do not load, and what the tools say of those that do.

#### a mistake is told with file, line and column, and the nearest key; nothing runs
printf 'version: 1\nname: x\nfile_rules:\n  - name: a\n    pathz: ["/x"]\n    decision: allow\n' > bad.yaml
"$AGENTSH" --policy ./bad.yaml -c 'echo ran' 2> err; echo $?; sed 's/^agentsh: //' err | cut -d: -f1-3; grep -c paths err
## STDOUT:
2
./bad.yaml:5:5
1
## END

#### validate: ok, or all that is wrong
printf 'version: 1\nname: x\n' > good.yaml
printf 'version: 1\nname: x\nfile_rules: {}\n' > bad.yaml
"$AGENTSH" policy validate good.yaml; "$AGENTSH" policy validate good.yaml bad.yaml; echo $?
for f in "$SRC"/etc/policies/*.yaml; do "$AGENTSH" policy validate "$f" > /dev/null || echo "$f"; done
## STDOUT:
good.yaml: ok
good.yaml: ok
bad.yaml:3:13: a list is wanted here, not a mapping
2
## END

#### test: one answer for each query
printf 'version: 1\nname: x\ncommand_rules:\n  - {name: no-sudo, commands: [sudo], decision: deny}\n  - {name: rest, commands: ["*"], decision: allow}\nfile_rules:\n  - {name: soft, paths: ["/w/**"], operations: [delete], decision: soft_delete}\nnetwork_rules:\n  - {name: web, domains: ["*.ok.test"], ports: [443], decision: allow}\n' > p.yaml
printf 'c\tsudo\tid\nc\tenv\tsudo\nc\tls\nf\t/w/a\tdelete\nf\t/etc/x\twrite\nn\ta.b.ok.test\t443\nn\tok.test\t443\ni\t\t10.0.0.1\t80\ne\tHOME\ne\tGITHUB_TOKEN\nnonsense\n' |
	"$AGENTSH" policy test --policy p.yaml | cut -f1,2
## STDOUT:
deny	no-sudo
deny	no-sudo
allow	rest
soft_delete	soft
deny	default-deny-files
allow	web
deny	default-deny-network
deny	default-deny-network
allow	default-keep-env
deny	default-hide-secrets
error	unknown query
## END

#### check: every part of a line, nothing is run
printf 'version: 1\nname: x\ncommand_rules:\n  - {name: no-sudo, commands: [sudo], decision: deny, message: "no {{.Command}}"}\n  - {name: rest, commands: ["*"], decision: allow}\nfile_rules:\n  - {name: out, paths: ["/out/**"], decision: allow}\nnetwork_rules:\n  - {name: bad, domains: [evil.test], decision: deny}\n' > p.yaml
"$AGENTSH" policy check --policy ./p.yaml 'touch made; x=$(sudo id) && cat < /in > /out/f | sh -c "env sudo ls"; curl https://evil.test/x; $cmd'; echo $?
ls made 2>/dev/null
"$AGENTSH" policy check --policy ./p.yaml 'ls; echo hi'; echo $?
"$AGENTSH" policy check --policy ./p.yaml 'if'; echo $?
## STDOUT:
allow	command	touch made	rest
deny	command	sudo id	no-sudo: no sudo
allow	read	/in	default-allow-reads
allow	write	/out/f	out
allow	command	cat	rest
deny	command	sh -c env sudo ls	no-sudo: no sudo
deny	command	env sudo ls	no-sudo: no sudo
allow	command	curl https://evil.test/x	rest
deny	network	https://evil.test/x	bad
unknown	command	$cmd	decided when it runs
1
allow	command	ls	rest
allow	builtin	echo	builtin
0
2
## END
## stderr-has: syntax error

#### --session and --root are checked
mkdir sub; printf 'version: 1\nname: x\ncommand_rules: [{name: all, commands: ["*"], decision: allow}]\nfile_rules:\n  - {name: in, paths: ["${PROJECT_ROOT}/**"], decision: allow}\n  - {name: tty, paths: ["/dev/**"], decision: allow}\n' > p.yaml
"$AGENTSH" --policy ./p.yaml --root sub -c 'echo x > sub/f; echo x > f' 2>/dev/null; ls sub f 2>/dev/null
"$AGENTSH" --root nowhere -c true 2>/dev/null; echo $?
for s in a/../b '' .x "$(printf '%064d' 0)"; do "$AGENTSH" --session "$s" -c true 2>/dev/null; echo $?; done
## STDOUT:
sub:
f
2
2
2
2
2
## END
