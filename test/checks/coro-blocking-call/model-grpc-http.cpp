// RUN: %check_coro %s checks=-*,coro-blocking-call,coro-nested-run
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gRPC's synchronous pieces, HTTP clients, abseil, folly's batons, drogon.
#include "../Inputs/user_task.h"
#include <functional>
#include <string>

namespace grpc {
struct Status {};
namespace internal {
template <class R> struct ReaderInterface { virtual bool Read(R *) = 0; };
template <class I, class O> Status BlockingUnaryCall(void *channel, const I &, O *);
}
template <class R> struct ClientReader final : internal::ReaderInterface<R> { bool Read(R *) override; Status Finish(); };
struct CompletionQueue { bool Next(void **, bool *); void Shutdown(); };
struct ChannelInterface { bool WaitForConnected(int); };
struct Channel final : ChannelInterface { int GetState(bool); };
struct Server { virtual void Wait(); void Shutdown(); };
}
// As the generator of protoc writes it.
struct Stub {
  void *channel;
  grpc::Status Ask(const int &request, int *response) {
    return grpc::internal::BlockingUnaryCall(channel, request, response);
    // expected-note@-1 {{'Stub::Ask' calls 'grpc::internal::BlockingUnaryCall' here, which blocks}}
  }
};
namespace httplib {
struct Result {};
struct ClientImpl { Result Get(const std::string &); };
struct Client { Result Get(const std::string &); Result Post(const std::string &); void stop(); };
struct SSLClient : ClientImpl {};
}
namespace cpr {
struct Response {};
template <class... T> Response Get(T &&...);
template <class... T> void GetAsync(T &&...);
struct Session { Response Post(); void SetUrl(const char *); };
}
namespace absl {
struct Duration {};
void SleepFor(Duration);
struct Notification { bool HasBeenNotified() const; void WaitForNotification() const; void Notify(); };
struct Mutex { void Lock(); void Unlock(); };
}
namespace folly {
template <bool B = true> struct Baton { void wait(); bool ready() const; void post(); };
}
namespace drogon {
struct Request {};
using Callback = std::function<void(int)>;
struct HttpClient {
  void sendRequest(const Request &, const Callback &, double = 0);
  int sendRequest(const Request &, double = 0);
};
namespace orm {
struct DbClient {
  template <class... T> int execSqlSync(const std::string &, T &&...);
  template <class F, class E> void execSqlAsync(const std::string &, F &&, E &&) {}
};
template <class T> struct Mapper {
  T findOne(const int &);
  void findOne(const int &, const std::function<void(T)> &, const Callback &);
  void insert(T &);
  void insert(const T &, const std::function<void(T)> &, const Callback &);
};
}
}

task<> rpc(Stub &stub, grpc::ClientReader<int> &reader, grpc::CompletionQueue &queue, grpc::Channel &channel,
           grpc::Server &server, void **tag, bool *ok) {
  int answer;
  stub.Ask(1, &answer);        // X
  // expected-warning@-1 {{'Stub::Ask' blocks the thread: it waits for the network in 'grpc::internal::BlockingUnaryCall', and holds up every other task on it [coro-blocking-call]}}
  reader.Read(&answer);        // X
  // expected-warning@-1 {{'grpc::ClientReader::Read' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  reader.Finish();             // X
  // expected-warning@-1 {{'grpc::ClientReader::Finish' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  queue.Next(tag, ok);         // X
  // expected-warning@-1 {{'grpc::CompletionQueue::Next' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  queue.Shutdown();            // V
  channel.GetState(true);      // V
  channel.WaitForConnected(1); // X
  // expected-warning@-1 {{'grpc::ChannelInterface::WaitForConnected' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  server.Shutdown();           // V
  server.Wait();               // X: wait
  // expected-warning@-1 {{'grpc::Server::Wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
task<> http(httplib::Client &client, httplib::SSLClient &secure, cpr::Session &session) {
  client.Get("/");     // X
  // expected-warning@-1 {{'httplib::Client::Get' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  client.Post("/");    // X
  // expected-warning@-1 {{'httplib::Client::Post' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  client.stop();       // V
  secure.Get("/");     // X
  // expected-warning@-1 {{'httplib::ClientImpl::Get' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  cpr::Get("url");     // X
  // expected-warning@-1 {{'cpr::Get' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  cpr::GetAsync("url"); // V
  session.SetUrl("url"); // V
  session.Post();      // X
  // expected-warning@-1 {{'cpr::Session::Post' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
task<> waits(absl::Notification &notification, absl::Mutex &mutex, folly::Baton<> &baton) {
  absl::SleepFor({});                 // X: sleep
  // expected-warning@-1 {{'absl::SleepFor' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  notification.Notify();              // V
  notification.WaitForNotification(); // X: wait
  // expected-warning@-1 {{'absl::Notification::WaitForNotification' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  mutex.Lock();                       // V: lock is off by default
  mutex.Unlock();                     // V
  baton.post();                       // V
  baton.wait();                       // X: wait
  // expected-warning@-1 {{'folly::Baton::wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
task<> asked(absl::Notification &notification) {
  if (notification.HasBeenNotified())
    notification.WaitForNotification(); // V
  co_return;
}
task<> with_callbacks(drogon::HttpClient &client, drogon::orm::DbClient &db, drogon::orm::Mapper<int> &mapper,
                      drogon::Request request, int &row) {
  client.sendRequest(request);                    // X
  // expected-warning@-1 {{'drogon::HttpClient::sendRequest' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  client.sendRequest(request, 1.0);               // X
  // expected-warning@-1 {{'drogon::HttpClient::sendRequest' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  client.sendRequest(request, [](int) {});        // V
  db.execSqlSync("select 1");                     // X
  // expected-warning@-1 {{'drogon::orm::DbClient::execSqlSync' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  db.execSqlAsync("select 1", [] {}, [] {});      // V
  mapper.findOne(1);                              // X
  // expected-warning@-1 {{'drogon::orm::Mapper::findOne' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  mapper.findOne(1, [](int) {}, [](int) {});      // V
  mapper.insert(row);                             // X
  // expected-warning@-1 {{'drogon::orm::Mapper::insert' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  mapper.insert(row, [](int) {}, [](int) {});     // V
  co_return;
}
