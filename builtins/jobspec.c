/*
 * builtins/jobspec.c - %n as an operand, with bash's complaints.
 */
#include "builtins/jobspec.h"

#include <stdbool.h>
#include <stddef.h>

#include "shell/diag.h"
#include "shell/job.h"

struct job *jobspec_find(struct shell *sh, const struct builtin *b, const char *spec)
{
	bool ambiguous = false;
	struct job *j = job_find(sh, spec ? spec : "%%", &ambiguous);

	if (!j && ambiguous)
		builtin_error(sh, b, 1, "%s: ambiguous job spec", spec);
	else if (!j)
		builtin_error(sh, b, 1, "%s: no such job", spec ? spec : "current");
	return j;
}
