/* verbs.h: the verbs of extortscan(1), one file each.
 * argv[0] is the verb. Each returns the exit status: EXIT_CLEAN, EXIT_FOUND or EXIT_TROUBLE.
 */
#ifndef CLI_VERBS_H
#define CLI_VERBS_H

enum exit_status { EXIT_CLEAN = 0, EXIT_FOUND = 1, EXIT_TROUBLE = 2 };

int scan_main(int argc, char **argv);
int explain_main(int argc, char **argv);
int check_main(int argc, char **argv);
int wallet_main(int argc, char **argv);
int bench_main(int argc, char **argv);

#endif
