# tests/lint/check.awk - headers of files, layers, sizes.  awk -f check.awk layers allow FILES…
FILENAME ~ /lint\/layers$/ { split($0, a, ": "); may[a[1]] = " " a[2] " "; next }
FILENAME ~ /lint\/allow$/ { if ($0 !~ /^#/) allowed[$1, $2] = 1; next }
FNR == 1 {
	folder = FILENAME
	sub(/\/.*/, "", folder)
	start = 0
	if ($0 != "/*")
		err("header", "no file header")
}
FNR == 2 && index($0, " * " FILENAME " - ") != 1 { err("header", "the header does not start with its own name") }
/^#include "/ && (folder in may) && FILENAME != "shell/main.c" {
	to = $2
	gsub(/"/, "", to)
	sub(/\/.*/, "", to)
	if (!index(may[folder], " " to " "))
		err("layer", folder "/ may not include " to "/")
}
FNR > 600 && !long_file[FILENAME]++ { err("file", "file of more than 600 lines") }
/^{/ { start = FNR }
/^}/ && start {
	if (FNR - start > 80)
		err("function", "function of " FNR - start " lines")
	start = 0
}
/[^ \t].*[ \t]$/ { err("space", "blank at the end of a line") }
length($0) > 100 + gsub(/\t/, "&") * 0 && width($0) > 104 { err("width", "line of " width($0) " columns") }
function width(s,   i, n, c) {
	n = 0
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		n = c == "\t" ? n + 8 - n % 8 : n + 1
	}
	return n
}
function err(rule, msg) {
	if ((FILENAME, rule) in allowed)
		return
	print FILENAME ":" FNR ": " msg
	bad = 1
}
END { exit bad }
