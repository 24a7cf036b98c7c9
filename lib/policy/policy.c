/* policy.c: to come */
