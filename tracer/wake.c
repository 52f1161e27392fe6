/*
 * tracer/wake.c - the event loop's alarm clock and letter box.
 */
#include "tracer/wake.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "lib/alloc.h"
#include "lib/clock.h"

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

enum { RETRY_NS = 1000000, LATE_NS = 10000000 };

struct task {
	wake_task *run;
	void *arg;
	struct task *next;
};

struct wake {
	timer_t timer;
	pthread_mutex_t lock; /* over all below, and over setting the timer */
	int64_t period_ns;
	int64_t at_ns;
	struct task *first;
	struct task **last;
};

static void on_signal(int signal)
{
	(void)signal; /* it has ended waitpid() */
}

struct wake *wake_new(void)
{
	struct sigaction act = {.sa_handler = on_signal}; /* without SA_RESTART */
	struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGALRM};
	struct wake *w = xcalloc(1, sizeof(*w));

	event.sigev_notify_thread_id = (pid_t)syscall(SYS_gettid);
	w->last = &w->first;
	pthread_mutex_init(&w->lock, NULL);
	if (sigaction(SIGALRM, &act, NULL) == 0 &&
		timer_create(CLOCK_MONOTONIC, &event, &w->timer) == 0)
		return w;
	pthread_mutex_destroy(&w->lock);
	free(w);
	return NULL;
}

void wake_free(struct wake *w)
{
	if (!w)
		return;
	timer_delete(w->timer);
	pthread_mutex_destroy(&w->lock);
	while (w->first) {
		struct task *t = w->first;

		w->first = t->next;
		free(t);
	}
	free(w);
}

static struct timespec timespec_of(int64_t ns)
{
	return (struct timespec){.tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000};
}

/* Set the timer to what is due first.  Locked. */
static void set_timer(struct wake *w)
{
	int64_t again = w->period_ns;
	int64_t first = again;
	struct itimerspec when;

	if (w->at_ns) {
		int64_t left = w->at_ns - clock_monotonic_ns();

		left = left > 0 ? left : 1;
		first = first && first < left ? first : left;
		again = again ? again : LATE_NS;
	}
	if (w->first)
		first = 1, again = RETRY_NS;
	when = (struct itimerspec){.it_value = timespec_of(first), .it_interval = timespec_of(again)};
	timer_settime(w->timer, 0, &when, NULL);
}

void wake_every(struct wake *w, int64_t period_ns)
{
	pthread_mutex_lock(&w->lock);
	if (w->period_ns != period_ns) {
		w->period_ns = period_ns;
		set_timer(w);
	}
	pthread_mutex_unlock(&w->lock);
}

void wake_at(struct wake *w, int64_t monotonic_ns)
{
	pthread_mutex_lock(&w->lock);
	if (w->at_ns != monotonic_ns) {
		w->at_ns = monotonic_ns;
		set_timer(w);
	}
	pthread_mutex_unlock(&w->lock);
}

void wake_post(struct wake *w, wake_task *run, void *arg)
{
	struct task *t = xmalloc(sizeof(*t));

	*t = (struct task){.run = run, .arg = arg};
	pthread_mutex_lock(&w->lock);
	*w->last = t;
	w->last = &t->next;
	set_timer(w);
	pthread_mutex_unlock(&w->lock);
}

void wake_run(struct wake *w, struct tracer *tr)
{
	struct task *t;

	pthread_mutex_lock(&w->lock);
	t = w->first;
	w->first = NULL;
	w->last = &w->first;
	if (t)
		set_timer(w);
	pthread_mutex_unlock(&w->lock);
	while (t) {
		struct task *next = t->next;

		t->run(tr, t->arg);
		free(t);
		t = next;
	}
}
