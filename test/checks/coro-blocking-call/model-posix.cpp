// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// POSIX and libc: what blocks because of its arguments, or of what it works on.
#include "../Inputs/user_task.h"
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <mqueue.h>
#include <netdb.h>
#include <poll.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

task<> sleeps(timespec *ts) {
  clock_nanosleep(CLOCK_REALTIME, 0, ts, nullptr); // X: sleep; 0 is a clock
  // expected-warning@-1 {{'clock_nanosleep' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  clock_nanosleep(CLOCK_MONOTONIC, 0, ts, nullptr); // X: sleep
  // expected-warning@-1 {{'clock_nanosleep' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  usleep(0);                                        // V
  co_return;
}

task<> queues(mqd_t queue, int id, char *buffer, sembuf *operations) {
  mq_receive(queue, buffer, 10, nullptr);        // X: wait
  // expected-warning@-1 {{'mq_receive' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  msgrcv(id, buffer, 10, 0, 0);                  // X: wait
  // expected-warning@-1 {{'msgrcv' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  msgrcv(id, buffer, 10, 0, IPC_NOWAIT);         // V
  msgsnd(id, buffer, 10, IPC_NOWAIT);            // V
  msgsnd(id, buffer, 10, 0);                     // X: wait
  // expected-warning@-1 {{'msgsnd' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  semop(id, operations, 1);                      // X: wait
  // expected-warning@-1 {{'semop' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  mq_close(queue);                               // V
  co_return;
}

task<> locks(int fd, struct flock *region) {
  fcntl(fd, F_SETLKW, region);           // V: lock is off by default
  fcntl(fd, F_GETFL);                    // V
  flock(fd, LOCK_EX);                    // V
  co_return;
}

task<> files(char *buffer, int socket, FILE *file, char *line, size_t n) {
  int fd = open("a", O_RDONLY);          // X: file
  // expected-warning@-1 {{'open' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  read(fd, buffer, 10);                  // X: file
  // expected-warning@-1 {{'read' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  pread(fd, buffer, 10, 0);              // X: file
  // expected-warning@-1 {{'pread' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  sendfile(socket, fd, nullptr, 10);     // X: file
  // expected-warning@-1 {{'sendfile' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  sendfile(socket, socket, nullptr, 10); // V: not from a file that it opened
  read(socket, buffer, 10);              // V: a socket, as far as can be seen
  struct stat info;
  stat("a", &info);                      // X: file
  // expected-warning@-1 {{'stat' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fstat(fd, &info);                      // V: of an open file
  remove("a");                           // X: file
  // expected-warning@-1 {{'remove' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  DIR *folder = opendir(".");            // X: file
  // expected-warning@-1 {{'opendir' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  readdir(folder);                       // X: file
  // expected-warning@-1 {{'readdir' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fgets(buffer, 10, file);               // X: file
  // expected-warning@-1 {{'fgets' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  getline(&line, &n, file);              // X: file
  // expected-warning@-1 {{'getline' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  msync(buffer, 10, MS_SYNC);            // X: file
  // expected-warning@-1 {{'msync' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  msync(buffer, 10, MS_ASYNC);           // V
  fputs("x", file);                      // V: to a buffer
  close(fd);                             // V
  co_return;
}

task<> console(char *buffer) {
  fgets(buffer, 10, stdin); // X: console-in
  // expected-warning@-1 {{'fgets' blocks the thread: it waits for input, and holds up every other task on it [coro-blocking-call]}}
  fgetc(stdin);             // X: console-in
  // expected-warning@-1 {{'fgetc' blocks the thread: it waits for input, and holds up every other task on it [coro-blocking-call]}}
  perror("x");              // V: console-out is off by default
  co_return;
}

task<> names(const sockaddr *address, char *host) {
  getnameinfo(address, 16, host, 10, nullptr, 0, 0);              // X: dns
  // expected-warning@-1 {{'getnameinfo' blocks the thread: it waits for a name server, and holds up every other task on it [coro-blocking-call]}}
  getnameinfo(address, 16, host, 10, nullptr, 0, NI_NUMERICHOST); // V
  getpwuid(0);                                                    // X: dns
  // expected-warning@-1 {{'getpwuid' blocks the thread: it waits for a name server, and holds up every other task on it [coro-blocking-call]}}
  getgrnam("x");                                                  // X: dns
  // expected-warning@-1 {{'getgrnam' blocks the thread: it waits for a name server, and holds up every other task on it [coro-blocking-call]}}
  getuid();                                                       // V
  co_return;
}
