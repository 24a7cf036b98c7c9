/* bench.h: the clock, memcpy of the same bytes, and one line of a table, for the benches. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Seconds that this process has worked: what others do on the machine counts only by the caches it shares. */
static inline double bench_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* The best of some rounds of copying len bytes. */
static inline double bench_copy(const char *at, size_t len, unsigned rounds)
{
	char *copy = malloc(len + 1);
	double best = 1e9;

	if (copy == NULL)
		exit(EXIT_FAILURE);
	for (unsigned round = 0; round <= rounds; round++) { /* the first brings in the pages */
		double begin = bench_now(), took;

		memcpy(copy, at, len);
		__asm__ volatile("" : : "r"(copy) : "memory"); /* or the copy is left out, as nobody reads it */
		took = bench_now() - begin;
		best = took < best ? took : best;
	}
	free(copy);
	return best;
}

static inline void bench_title(void)
{
	printf("%-36s %10s %12s\n", "", "MB/s", "x memcpy");
}

static inline void bench_print(const char *name, size_t len, double seconds, double copy_seconds)
{
	printf("%-36s %10.0f %12.0f\n", name, (double)len / seconds / 1e6, seconds / copy_seconds);
	fflush(stdout);
}

#endif
