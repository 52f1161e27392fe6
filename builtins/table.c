/*
 * builtins/table.c - the list of builtins, sorted by name (bytes).
 */
#include "builtins/builtins.h"

#include "lib/cleanup.h"

static const struct builtin *const table[] = {
	&builtin_dot,
	&builtin_colon,
	&builtin_bracket,
	&builtin_alias,
	&builtin_bg,
	&builtin_bind,
	&builtin_break,
	&builtin_builtin,
	&builtin_caller,
	&builtin_cd,
	&builtin_command,
	&builtin_compgen,
	&builtin_complete,
	&builtin_compopt,
	&builtin_continue,
	&builtin_declare,
	&builtin_dirs,
	&builtin_disown,
	&builtin_echo,
	&builtin_enable,
	&builtin_eval,
	&builtin_exec,
	&builtin_exit,
	&builtin_export,
	&builtin_false,
	&builtin_fc,
	&builtin_fg,
	&builtin_getopts,
	&builtin_hash,
	&builtin_help,
	&builtin_history,
	&builtin_jobs,
	&builtin_kill,
	&builtin_let,
	&builtin_local,
	&builtin_logout,
	&builtin_mapfile,
	&builtin_popd,
	&builtin_printf,
	&builtin_pushd,
	&builtin_pwd,
	&builtin_read,
	&builtin_readarray,
	&builtin_readonly,
	&builtin_return,
	&builtin_set,
	&builtin_shift,
	&builtin_shopt,
	&builtin_source,
	&builtin_suspend,
	&builtin_test,
	&builtin_times,
	&builtin_trap,
	&builtin_true,
	&builtin_type,
	&builtin_typeset,
	&builtin_ulimit,
	&builtin_umask,
	&builtin_unalias,
	&builtin_unset,
	&builtin_wait,
};

const struct builtin *const *builtin_table(size_t *ret_count)
{
	*ret_count = ARRAY_LEN(table);
	return table;
}
