/*
 * policy/load_env.c - env_policy and resource_limits (FORMATS a.14, a.15).
 */
#include "policy/load.h"

#include <limits.h>

static const struct load_key env_keys[] = {
	LOAD_KEY(struct env_policy, "allow", allow, load_names),
	LOAD_KEY(struct env_policy, "deny", deny, load_names),
	LOAD_KEY(struct env_policy, "max_bytes", max_bytes, load_int),
	LOAD_KEY(struct env_policy, "max_keys", max_keys, load_int),
	{"block_iteration", load_not_enforced_bool, 0},
	{NULL, NULL, 0},
};

bool load_env_policy(struct load *l, const struct ynode *v, void *dest)
{
	return load_mapping(l, v, env_keys, dest);
}

static const struct load_key limit_keys[] = {
	LOAD_KEY(struct policy, "max_memory_mb", max_memory_mb, load_int),
	LOAD_KEY(struct policy, "cpu_quota_percent", cpu_quota_percent, load_int),
	LOAD_KEY(struct policy, "pids_max", pids_max, load_int),
	LOAD_KEY(struct policy, "command_timeout", limits.command_timeout_ns, load_duration),
	LOAD_KEY(struct policy, "session_timeout", limits.session_timeout_ns, load_duration),
	{"idle_timeout", load_not_enforced_duration, 0},
	{"memory_swap_max_mb", load_not_enforced, 0},
	{"disk_read_bps_max", load_not_enforced, 0},
	{"disk_write_bps_max", load_not_enforced, 0},
	{"net_bandwidth_mbps", load_not_enforced, 0},
	{NULL, NULL, 0},
};

bool load_limits(struct load *l, const struct ynode *v, void *dest)
{
	struct policy *p = dest;

	if (!load_mapping(l, v, limit_keys, p))
		return false;
	if (p->max_memory_mb < 0 || p->max_memory_mb > INT64_MAX >> 20 ||
		p->cpu_quota_percent < 0 || p->cpu_quota_percent > INT_MAX || p->pids_max < 0 ||
		p->pids_max > INT_MAX || p->limits.command_timeout_ns < 0 ||
		p->limits.session_timeout_ns < 0)
		return load_fail(l, v, "a limit is below 0 or beyond all bounds");
	p->limits.max_memory_bytes = (uint64_t)p->max_memory_mb << 20;
	p->limits.cpu_quota_percent = (unsigned)p->cpu_quota_percent;
	p->limits.pids_max = (unsigned)p->pids_max;
	return true;
}
