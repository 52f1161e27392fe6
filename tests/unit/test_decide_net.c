/*
 * tests/unit/test_decide_net.c - policy/decide_net.c and decide_unix.c (FORMATS a.7, a.11, a.13,
 * A.3; what differs from the Go program is marked DESIGN 5).
 */
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>

#include "policy/decide.h"
#include "policy/glob.h"
#include "policy/rule.h"
#include "tests/unit/policy_of.h"

static struct decision ask(const struct policy *p, const char *ip, const char *name, uint16_t port)
{
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
	struct sockaddr_in in = {.sin_family = AF_INET};
	const char *names[] = {name};
	struct net_request req = {.names = names, .n_names = name ? 1 : 0, .port = port};

	if (ip && inet_pton(AF_INET, ip, &in.sin_addr) == 1)
		req.addr = (struct sockaddr *)&in;
	else if (ip && inet_pton(AF_INET6, ip, &in6.sin6_addr) == 1)
		req.addr = (struct sockaddr *)&in6;
	return decide_net(p, &req);
}

static void expect(const struct policy *p, const char *ip, const char *name, uint16_t port,
	enum verdict v)
{
	struct decision d = ask(p, ip, name, port);

	if (d.verdict != v)
		fail_msg("%s %s %u: %s by %s", ip, name, port, verdict_name(d.verdict), d.rule);
}

static void without_a_rule_the_network_is_denied(void **state)
{
	scoped_policy struct policy *p = policy_of("");

	(void)state;
	assert_string_equal(ask(p, "1.2.3.4", NULL, 80).rule, "default-deny-network");
	assert_string_equal(decide_dns(p, "a.com").rule, "default-deny-network");
}

static const char evil[] = "network_rules:\n"
			   "- {name: evil, domains: [evil.com, '*.evil.com'], decision: deny}\n"
			   "- {name: https, ports: [443], decision: allow}\n";

static void denied_name_does_not_resolve(void **state)
{
	scoped_policy struct policy *p = policy_of(evil);

	(void)state;
	assert_int_equal(decide_dns(p, "evil.com").verdict, VERDICT_DENY);
	assert_int_equal(decide_dns(p, "EVIL.COM.").verdict, VERDICT_DENY);
	assert_int_equal(decide_dns(p, "a.b.evil.com").verdict, VERDICT_DENY); /* DESIGN 5 */
	assert_int_equal(decide_dns(p, "notevil.com").verdict, VERDICT_ALLOW);
	assert_int_equal(decide_dns(p, "").verdict, VERDICT_DENY);
	expect(p, NULL, "evil.com", 443, VERDICT_DENY);
	expect(p, NULL, "good.com", 443, VERDICT_ALLOW);
	expect(p, NULL, "good.com", 80, VERDICT_DENY);
}

static void name_resolves_when_some_port_is_allowed_design_7(void **state)
{
	scoped_policy struct policy *p =
		policy_of("network_rules:\n"
			  "- {name: x, domains: [x.com], ports: [80], decision: allow}\n"
			  "- {name: y, domains: [y.com], ports: [80], decision: deny}\n"
			  "- {name: y2, domains: [y.com], ports: [80], decision: allow}\n"
			  "- {name: z, domains: [z.com], decision: approve}\n"
			  "- {name: ten, cidrs: [10.0.0.0/8], decision: allow}\n");

	(void)state;
	assert_int_equal(decide_dns(p, "x.com").verdict, VERDICT_ALLOW);
	assert_int_equal(decide_dns(p, "y.com").verdict, VERDICT_DENY);
	assert_int_equal(decide_dns(p, "z.com").verdict, VERDICT_APPROVE);
	assert_int_equal(decide_dns(p, "other.com").verdict, VERDICT_DENY);
}

static void allowed_name_lets_the_connect_through_design_5(void **state)
{
	scoped_policy struct policy *p =
		policy_of("network_rules:\n"
			  "- {name: gh, domains: [github.com], ports: [443], decision: allow}\n"
			  "- {name: private, cidrs: [10.0.0.0/8], decision: deny}\n"
			  "- {name: rest, cidrs: [0.0.0.0/0, '::/0'], decision: deny}\n");

	(void)state;
	expect(p, "140.82.112.3", NULL, 443, VERDICT_DENY);
	expect(p, "140.82.112.3", "github.com", 443, VERDICT_ALLOW);
	expect(p, "140.82.112.3", "github.com", 80, VERDICT_DENY);
	expect(p, "10.0.0.1", "github.com", 443, VERDICT_DENY); /* rebinding */
	assert_string_equal(ask(p, "10.0.0.1", "github.com", 443).rule, "private");
}

static void domains_or_cidrs_match_design_5(void **state)
{
	scoped_policy struct policy *p =
		policy_of("network_rules:\n"
			  "- {name: meta, cidrs: [169.254.169.254/32], domains: [metadata.google.internal], "
			  "decision: deny}\n"
			  "- {name: http, ports: [80], decision: allow}\n");

	(void)state;
	expect(p, "169.254.169.254", NULL, 80, VERDICT_DENY);
	expect(p, "::ffff:169.254.169.254", NULL, 80, VERDICT_DENY);
	expect(p, NULL, "metadata.google.internal", 80, VERDICT_DENY);
	expect(p, "1.2.3.4", NULL, 80, VERDICT_ALLOW);
}

static void single_star_is_one_label(void **state)
{
	scoped_policy struct policy *p =
		policy_of("network_rules: [{name: s, domains: ['*'], decision: allow}]");

	(void)state;
	expect(p, "1.2.3.4", NULL, 80, VERDICT_DENY);
	expect(p, NULL, "printer", 80, VERDICT_ALLOW);
	expect(p, NULL, "example.com", 80, VERDICT_DENY);
}

static void ranges_are_found_by_any_prefix_length(void **state)
{
	scoped_policy struct policy *p =
		policy_of("network_rules:\n"
			  "- {name: hole, cidrs: [10.1.2.0/24], decision: allow}\n"
			  "- {name: ten, cidrs: [10.0.0.0/8], decision: deny}\n"
			  "- {name: v6, cidrs: ['fc00::/7', '2001:db8::1/128'], decision: deny}\n"
			  "- {name: all, decision: allow}\n");

	(void)state;
	expect(p, "10.1.2.3", NULL, 22, VERDICT_ALLOW);
	expect(p, "10.1.3.3", NULL, 22, VERDICT_DENY);
	expect(p, "fd00::1", NULL, 22, VERDICT_DENY);
	expect(p, "2001:db8::1", NULL, 22, VERDICT_DENY);
	expect(p, "2001:db8::2", NULL, 22, VERDICT_ALLOW);
}

static void loopback_goes_by_localhost_too(void **state)
{
	scoped_policy struct policy *p =
		policy_of("network_rules: [{name: l, domains: [localhost], decision: allow}]");

	(void)state;
	expect(p, "127.0.0.1", NULL, 80, VERDICT_ALLOW);
	expect(p, "::1", NULL, 80, VERDICT_ALLOW);
	expect(p, "0.0.0.0", NULL, 80, VERDICT_ALLOW); /* the kernel connects to loopback */
	expect(p, "1.1.1.1", NULL, 80, VERDICT_DENY);
}

static void binding_to_no_port_in_particular_is_free(void **state)
{
	scoped_policy struct policy *p = policy_of("");
	struct sockaddr_in in = {.sin_family = AF_INET};
	struct net_request req = {.addr = (struct sockaddr *)&in, .bind = true};

	(void)state;
	assert_int_equal(decide_net(p, &req).verdict, VERDICT_ALLOW);
	req.port = 8080;
	assert_int_equal(decide_net(p, &req).verdict, VERDICT_DENY);
}

static void redirects_are_first_match(void **state)
{
	scoped_policy struct policy *p = policy_of(
		"dns_redirects:\n"
		"- {name: lit, match: '^redirectme\\.example\\.com$', resolve_to: 127.0.0.1}\n"
		"- {name: re, match: '(^|\\.)corp$', resolve_to: '::1'}\n"
		"connect_redirects:\n"
		"- {name: c, match: '^a\\.com:443$', redirect_to: 'b.com:8443'}\n"
		"- {name: u, match: ':25$', redirect_to_unix: /run/x}\n");
	const char *rule;
	const char *addr;

	(void)state;
	assert_true(decide_dns_redirect(p, "RedirectMe.example.com.", &rule, &addr));
	assert_string_equal(addr, "127.0.0.1");
	assert_true(decide_dns_redirect(p, "x.corp", &rule, &addr));
	assert_string_equal(rule, "re");
	assert_false(decide_dns_redirect(p, "xredirectme.example.com", &rule, &addr));
	assert_string_equal(decide_connect_redirect(p, "a.com", 443, &rule), "b.com:8443");
	assert_string_equal(decide_connect_redirect(p, "x", 25, &rule), "/run/x");
	assert_null(decide_connect_redirect(p, "a.com", 80, &rule));
}

static void sockets_are_denied_unless_a_rule_names_them(void **state)
{
	scoped_policy struct policy *p =
		policy_of("unix_socket_rules:\n"
			  "- {name: d, paths: [/run/docker.sock], decision: deny}\n"
			  "- {name: t, paths: [/tmp/**], operations: [bind], decision: allow}\n"
			  "- {name: a, paths: ['@abs*'], decision: audit}\n");

	(void)state;
	assert_string_equal(decide_unix(p, "/run/docker.sock", "connect").rule, "d");
	assert_string_equal(decide_unix(p, "/tmp/x", "bind").rule, "t");
	assert_string_equal(decide_unix(p, "/tmp/x", "connect").rule, "default-deny-unix");
	assert_string_equal(decide_unix(p, "@abstract", "sendto").rule, "a");
}

/* The index against a plain loop over random domain rules. */
static void index_answers_as_a_plain_loop(void **state)
{
	static const char *const labels[] = {"a", "b", "com", "*", "**", "x*"};
	static const char *const parts[] = {"a", "b", "com", "xy"};
	unsigned seed = 3;

	(void)state;
	for (int round = 0; round < 1000; round++) {
		scoped_buf struct buf text = BUF_INIT;
		scoped_policy struct policy *p = NULL;

		buf_add_str(&text, "network_rules:\n");
		for (int i = rand_r(&seed) % 12; i >= 0; i--) {
			buf_printf(&text, "- {name: r%d, domains: ['%s", i,
				labels[rand_r(&seed) % 6]);
			for (int j = rand_r(&seed) % 3; j > 0; j--)
				buf_printf(&text, ".%s", labels[rand_r(&seed) % 6]);
			buf_printf(&text, "'], ports: [%d], decision: allow}\n",
				rand_r(&seed) % 2);
		}
		p = policy_of(text.s);
		for (int i = 0; i < 20; i++) {
			scoped_buf struct buf name = BUF_INIT;
			uint16_t port = (uint16_t)(rand_r(&seed) % 2);
			const struct rule *want = NULL;

			buf_add_str(&name, parts[rand_r(&seed) % 4]);
			for (int j = rand_r(&seed) % 4; j > 0; j--)
				buf_printf(&name, ".%s", parts[rand_r(&seed) % 4]);
			for (size_t r = 0; r < p->net.n && !want; r++)
				if (p->net.items[r].ports.items[0] == port &&
					glob_match(p->net.items[r].domains.items[0], name.s,
						name.len))
					want = &p->net.items[r].rule;
			if (ask(p, NULL, name.s, port).by != want)
				fail_msg("%s %u\n%s", name.s, port, text.s);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_rule_the_network_is_denied),
		cmocka_unit_test(denied_name_does_not_resolve),
		cmocka_unit_test(name_resolves_when_some_port_is_allowed_design_7),
		cmocka_unit_test(allowed_name_lets_the_connect_through_design_5),
		cmocka_unit_test(domains_or_cidrs_match_design_5),
		cmocka_unit_test(single_star_is_one_label),
		cmocka_unit_test(ranges_are_found_by_any_prefix_length),
		cmocka_unit_test(loopback_goes_by_localhost_too),
		cmocka_unit_test(binding_to_no_port_in_particular_is_free),
		cmocka_unit_test(redirects_are_first_match),
		cmocka_unit_test(sockets_are_denied_unless_a_rule_names_them),
		cmocka_unit_test(index_answers_as_a_plain_loop),
	};

	return cmocka_run_group_tests_name("policy/decide_net", tests, NULL, NULL);
}
