// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libcurl, message queues, GLib, libuv, D-Bus.
#include "../Inputs/user_task.h"

extern "C" {
int curl_easy_perform(void *);
int curl_multi_perform(void *, int *);
int curl_multi_poll(void *, void *, unsigned, int, int *);
int zmq_recv(void *, void *, unsigned long, int);
int zmq_msg_recv(void *, void *, int);
int zmq_poll(void *, int, long);
typedef struct rd_kafka_s rd_kafka_t;
void *rd_kafka_consumer_poll(rd_kafka_t *, int);
int rd_kafka_flush(rd_kafka_t *, int);
int rd_kafka_commit(rd_kafka_t *, const void *, int async);
int rd_kafka_produce(void *, int, int, void *, unsigned long, const void *, unsigned long, void *);
int MQTTClient_publish(void *, const char *, int, const void *, int, int, int *);
int MQTTAsync_connect(void *, const void *);
int natsConnection_Request(void **, void *, const char *, const void *, int, long);
int natsConnection_Publish(void *, const char *, const void *, int);
void g_usleep(unsigned long);
int g_spawn_sync(const char *, char **, char **, int, void *, void *, char **, char **, int *, void **);
int g_main_context_iteration(void *, int);
void g_main_loop_run(void *);
typedef void (*uv_fs_cb)(void *);
int uv_fs_open(void *, void *, const char *, int, int, uv_fs_cb);
int uv_run(void *, int);
int sd_bus_call(void *, void *, unsigned long, void *, void **);
int sd_bus_call_async(void *, void **, void *, void *, void *, unsigned long);
}
namespace zmq {
enum class recv_flags { none = 0, dontwait = 1 };
struct message_t {};
namespace detail {
struct socket_base {
  bool recv(message_t &, recv_flags = recv_flags::none);
};
} // namespace detail
struct socket_t : detail::socket_base {};
} // namespace zmq
namespace sdbusplus {
struct message_t {};
struct bus_t {
  message_t call(message_t &);
  message_t new_method_call(const char *);
};
} // namespace sdbusplus

task<> curl(void *c, int *n) {
  curl_easy_perform(c);                   // X: net
  // expected-warning@-1 {{'curl_easy_perform' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  curl_multi_perform(c, n);               // V
  curl_multi_poll(c, nullptr, 0, 100, n); // X: net
  // expected-warning@-1 {{'curl_multi_poll' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  curl_multi_poll(c, nullptr, 0, 0, n);   // V
  co_return;
}
task<> zeromq(void *s, char *buffer, zmq::socket_t &socket, zmq::message_t &message) {
  zmq_recv(s, buffer, 8, 0);      // X: net
  // expected-warning@-1 {{'zmq_recv' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  zmq_recv(s, buffer, 8, 1);      // V: ZMQ_DONTWAIT
  zmq_msg_recv(buffer, s, 1);     // V
  zmq_poll(s, 1, -1);             // X: net
  // expected-warning@-1 {{'zmq_poll' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  zmq_poll(s, 1, 0);              // V
  socket.recv(message);           // X: net
  // expected-warning@-1 {{'zmq::socket_t::recv' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  socket.recv(message, zmq::recv_flags::dontwait); // V
  co_return;
}
task<> kafka(rd_kafka_t *k) {
  rd_kafka_consumer_poll(k, 100); // X: net
  // expected-warning@-1 {{'rd_kafka_consumer_poll' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  rd_kafka_consumer_poll(k, 0);   // V
  rd_kafka_flush(k, 1000);        // X: net
  // expected-warning@-1 {{'rd_kafka_flush' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  rd_kafka_commit(k, nullptr, 0); // X: net
  // expected-warning@-1 {{'rd_kafka_commit' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  rd_kafka_commit(k, nullptr, 1); // V
  rd_kafka_produce(k, 0, 0, nullptr, 0, nullptr, 0, nullptr); // V
  co_return;
}
task<> others(void *c, void **reply, int *token) {
  MQTTClient_publish(c, "", 0, "", 1, 0, token);     // X: net
  // expected-warning@-1 {{'MQTTClient_publish' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  MQTTAsync_connect(c, nullptr);                     // V
  natsConnection_Request(reply, c, "", "", 0, 1000); // X: net
  // expected-warning@-1 {{'natsConnection_Request' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  natsConnection_Publish(c, "", "", 0);              // V
  co_return;
}
task<> glib_and_uv(void *loop, void *request, uv_fs_cb then) {
  g_usleep(10);                                  // X: sleep
  // expected-warning@-1 {{'g_usleep' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  g_spawn_sync("", nullptr, nullptr, 0, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr); // X: process
  // expected-warning@-1 {{'g_spawn_sync' blocks the thread: it waits for a process, and holds up every other task on it [coro-blocking-call]}}
  uv_fs_open(loop, request, "a", 0, 0, nullptr); // X: file
  // expected-warning@-1 {{'uv_fs_open' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  uv_fs_open(loop, request, "a", 0, 0, then);    // V
  g_main_context_iteration(nullptr, 1);          // V: of coro-nested-run
  g_main_loop_run(loop);                         // V: of coro-nested-run
  uv_run(loop, 0);                               // V: of coro-nested-run
  co_return;
}
task<> dbus(void *bus, void **reply, sdbusplus::bus_t &b, sdbusplus::message_t &m) {
  sd_bus_call(bus, bus, 0, nullptr, reply);      // X: net
  // expected-warning@-1 {{'sd_bus_call' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  sd_bus_call_async(bus, reply, bus, nullptr, nullptr, 0); // V
  b.call(m);                                     // X: net
  // expected-warning@-1 {{'sdbusplus::bus_t::call' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  b.new_method_call("x");                        // V
  co_return;
}
