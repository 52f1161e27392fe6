/*
 * policy/builtin.c - the policy that is compiled in: etc/policies/default.yaml.
 *
 * The assembler takes the file as it is (the Makefile makes this object depend on
 * it), so that what is shipped and what is built in cannot differ.
 */
#include "policy/policy.h"

#include <stdint.h>

__asm__(".pushsection .rodata\n"
	"	.balign 16\n"
	"	.globl agentsh_builtin_policy\n"
	"	.hidden agentsh_builtin_policy\n"
	"agentsh_builtin_policy:\n"
	"	.incbin \"etc/policies/default.yaml\"\n"
	"agentsh_builtin_policy_end:\n"
	"	.byte 0\n"
	"	.balign 8\n"
	"	.globl agentsh_builtin_policy_size\n"
	"	.hidden agentsh_builtin_policy_size\n"
	"agentsh_builtin_policy_size:\n"
	"	.quad agentsh_builtin_policy_end - agentsh_builtin_policy\n"
	".popsection\n");

extern const char agentsh_builtin_policy[] __attribute__((visibility("hidden")));
extern const uint64_t agentsh_builtin_policy_size __attribute__((visibility("hidden")));

struct policy *policy_load_builtin(const struct policy_options *o, struct err *e)
{
	return policy_load_text(agentsh_builtin_policy, agentsh_builtin_policy_size,
		"built-in policy", o, NULL, e);
}
