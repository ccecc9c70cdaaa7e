// RUN: %check_coro %s option=coro-blocking-call.Categories=+cpu,+socket,+lock
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Categories that are off by default: hashes of passwords, compression, TLS
// on a descriptor, locks.
#include "../Inputs/user_task.h"
#include <fcntl.h>
#include <sys/file.h>

extern "C" {
char *crypt(const char *key, const char *salt);
int PKCS5_PBKDF2_HMAC(const char *, int, const unsigned char *, int, int, const void *, int, unsigned char *);
int crypto_pwhash_str(char *out, const char *passwd, unsigned long long, unsigned long long, unsigned long);
int argon2id_hash_raw(unsigned, unsigned, unsigned, const void *, unsigned long, const void *, unsigned long, void *,
                      unsigned long);
typedef struct ssl_st SSL;
int SSL_connect(SSL *);
int SSL_read(SSL *, void *, int);
int SSL_pending(const SSL *);
int compress(unsigned char *, unsigned long *, const unsigned char *, unsigned long);
unsigned long compressBound(unsigned long);
unsigned long ZSTD_compress(void *, unsigned long, const void *, unsigned long, int);
typedef struct gzFile_s *gzFile;
gzFile gzopen(const char *, const char *);
int gzread(gzFile, void *, unsigned);
int zmq_send(void *, const void *, unsigned long, int);
}

task<> hashes(const char *password, char *out, unsigned char *key) {
  crypt(password, "salt");                                             // X: cpu
  // expected-warning@-1 {{'crypt' blocks the thread: it computes for long, and holds up every other task on it [coro-blocking-call]}}
  PKCS5_PBKDF2_HMAC(password, 8, key, 8, 100000, nullptr, 32, key);    // X: cpu
  // expected-warning@-1 {{'PKCS5_PBKDF2_HMAC' blocks the thread: it computes for long, and holds up every other task on it [coro-blocking-call]}}
  crypto_pwhash_str(out, password, 8, 3, 1 << 26);                     // X: cpu
  // expected-warning@-1 {{'crypto_pwhash_str' blocks the thread: it computes for long, and holds up every other task on it [coro-blocking-call]}}
  argon2id_hash_raw(2, 1 << 16, 1, password, 8, key, 8, out, 32);      // X: cpu
  // expected-warning@-1 {{'argon2id_hash_raw' blocks the thread: it computes for long, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

task<> compresses(unsigned char *data, unsigned long *size, char *buffer) {
  compress(data, size, data, *size);      // X: cpu
  // expected-warning@-1 {{'compress' blocks the thread: it computes for long, and holds up every other task on it [coro-blocking-call]}}
  compressBound(*size);                   // V
  ZSTD_compress(data, *size, data, 10, 3); // X: cpu
  // expected-warning@-1 {{'ZSTD_compress' blocks the thread: it computes for long, and holds up every other task on it [coro-blocking-call]}}
  gzFile file = gzopen("a", "r");         // X: file
  // expected-warning@-1 {{'gzopen' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  gzread(file, buffer, 10);               // X: file
  // expected-warning@-1 {{'gzread' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

task<> tls(SSL *ssl, void *buffer, void *queue) {
  SSL_connect(ssl);            // X: socket
  // expected-warning@-1 {{'SSL_connect' blocks the thread: it waits for a socket, and holds up every other task on it [coro-blocking-call]}}
  SSL_read(ssl, buffer, 10);   // X: socket
  // expected-warning@-1 {{'SSL_read' blocks the thread: it waits for a socket, and holds up every other task on it [coro-blocking-call]}}
  SSL_pending(ssl);            // V
  zmq_send(queue, buffer, 1, 1); // V: ZMQ_DONTWAIT
  zmq_send(queue, buffer, 1, 0); // X: socket
  // expected-warning@-1 {{'zmq_send' blocks the thread: it waits for a socket, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

task<> locks(int fd, struct flock *region) {
  fcntl(fd, F_SETLKW, region);  // X: lock
  // expected-warning@-1 {{'fcntl' blocks the thread: it waits for a lock, and holds up every other task on it [coro-blocking-call]}}
  fcntl(fd, F_SETLK, region);   // V
  flock(fd, LOCK_EX);           // X: lock
  // expected-warning@-1 {{'flock' blocks the thread: it waits for a lock, and holds up every other task on it [coro-blocking-call]}}
  flock(fd, LOCK_EX | LOCK_NB); // V
  flock(fd, LOCK_UN);           // V
  co_return;
}
