// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each library's way to wait in a thread for a task, or to run a loop in it.
#include "../Inputs/asio.h"
#include "../Inputs/async_simple.h"
#include "../Inputs/cobalt.h"
#include "../Inputs/concurrencpp.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/drogon.h"
#include "../Inputs/folly.h"
#include "../Inputs/kj.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/qcoro.h"
#include "../Inputs/seastar.h"
#include "../Inputs/std_coroutines.h"
#include "../Inputs/stdexec.h"
#include "../Inputs/tmc.h"
#include "../Inputs/unifex.h"
#include "../Inputs/winrt.h"
#include <memory>

using namespace std::chrono_literals;
using std::chrono::steady_clock;
bool cond();
void log(int);

// --- folly
folly::coro::Task<int> folly_ask();
folly::SemiFuture<int> folly_semi();
folly::Future<int> folly_future();
int folly_helper() { return folly::coro::blockingWait(folly_ask()); }
// expected-note@-1 {{'folly_helper' calls 'folly::coro::blockingWait' here}}
folly::coro::Task<> with_folly(folly::EventBase &evb) {
  log(folly::coro::blockingWait(folly_ask()));  // X: blockingWait
  // expected-warning@-1 {{'folly::coro::blockingWait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(folly::coro::blockingWait(folly_semi())); // X: of a future
  // expected-warning@-1 {{'folly::coro::blockingWait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(folly_ask().semi().get());                // X: SemiFuture::get
  // expected-warning@-1 {{'folly::SemiFuture::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(folly_semi().get());                      // X: likewise
  // expected-warning@-1 {{'folly::SemiFuture::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(folly_future().get());                    // X: Future::get
  // expected-warning@-1 {{'folly::Future::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(folly_future().getVia(&evb));             // X: runs the executor until it is done
  // expected-warning@-1 {{'folly::Future::getVia' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto f = folly_semi();
  f.wait();                                     // X: SemiFuture::wait
  // expected-warning@-1 {{'folly::SemiFuture::wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto g = folly_future();
  g.wait();                                     // X: Future::wait
  // expected-warning@-1 {{'folly::Future::wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  evb.loop();                                   // X: EventBase::loop
  // expected-warning@-1 {{'folly::EventBase::loop' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  evb.loopForever();                            // X: EventBase::loopForever
  // expected-warning@-1 {{'folly::EventBase::loopForever' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(folly_helper());                          // X: folly_helper -> folly::coro::blockingWait
  // expected-warning@-1 {{'folly_helper' waits for tasks in 'folly::coro::blockingWait', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(co_await folly_ask());                    // V: awaited
  log(co_await folly_semi());                   // V: awaited
  auto h = folly_future();
  if (h.isReady())
    log(std::move(h).get());                    // V: ready
}

// --- Seastar. Only a seastar::thread may wait in get().
seastar::future<int> ss_ask();
seastar::future<> ss_step();
int ss_helper() { return ss_ask().get(); }
// expected-note@-1 {{'ss_helper' calls 'seastar::future::get' here}}
seastar::future<> with_seastar() {
  log(ss_ask().get());       // X: future::get
  // expected-warning@-1 {{'seastar::future::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  ss_step().get();           // X: likewise
  // expected-warning@-1 {{'seastar::future::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto f = ss_step();
  f.wait();                  // X: future::wait
  // expected-warning@-1 {{'seastar::future::wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(ss_helper());          // X: ss_helper -> seastar::future::get
  // expected-warning@-1 {{'ss_helper' waits for tasks in 'seastar::future::get', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto g = ss_ask();
  if (g.available())
    log(g.get());            // V: available
  auto h = ss_ask();
  if (!h.available())
    co_return co_await std::move(h).discard_result(); // V: awaited
  log(h.get());              // V: available
}
seastar::future<> with_a_seastar_thread() {
  co_await seastar::async([] {
    ss_step().get();         // V: a stackful thread, where get() suspends
    log(ss_helper());        // V: likewise
  });
}

// --- Asio
asio::awaitable<void> asio_step();
void pump(asio::io_context &io) { io.run(); }
// expected-note@-1 {{'pump' calls 'asio::io_context::run' here}}
asio::awaitable<void> with_asio(asio::io_context &io) {
  asio::co_spawn(io, asio_step(), asio::detached);
  io.run();                                   // X: io_context::run
  // expected-warning@-1 {{'asio::io_context::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  io.run_one();                               // X: waits for one handler
  // expected-warning@-1 {{'asio::io_context::run_one' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  io.run_for(1s);                             // X: waits for up to a second
  // expected-warning@-1 {{'asio::io_context::run_for' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  io.run_until(steady_clock::now() + 1s);     // X: likewise
  // expected-warning@-1 {{'asio::io_context::run_until' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  pump(io);                                   // X: pump -> io_context::run
  // expected-warning@-1 {{'pump' waits for tasks in 'asio::io_context::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  io.poll();                                  // V: runs what is ready, waits for nothing
  io.poll_one();                              // V: likewise
  co_await asio_step();                       // V: awaited
}
asio::awaitable<void> a_context_of_its_own() {
  asio::io_context io;
  asio::co_spawn(io, asio_step(), asio::detached);
  io.run();                                   // X: another loop, this thread
  // expected-warning@-1 {{'asio::io_context::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_return;
}
boost::cobalt::task<void> with_boost_asio(boost::asio::io_context &io) {
  io.run();                                   // X: Boost's, too
  // expected-warning@-1 {{'boost::asio::io_context::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_return;
}

// --- Boost.Cobalt
boost::cobalt::task<int> cobalt_ask();
boost::cobalt::promise<int> cobalt_start();
boost::cobalt::task<int> with_cobalt() {
  int n = boost::cobalt::run(cobalt_ask()); // X: cobalt::run
  // expected-warning@-1 {{'boost::cobalt::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto p = cobalt_start();
  if (p.ready())
    n += p.get();                           // V: promise::get never waits
  co_return n + co_await cobalt_ask();      // V: awaited
}

// --- cppcoro
cppcoro::task<int> cpp_ask();
cppcoro::shared_task<int> cpp_shared();
cppcoro::task<> with_cppcoro(cppcoro::io_service &io) {
  log(cppcoro::sync_wait(cpp_ask()));    // X: sync_wait
  // expected-warning@-1 {{'cppcoro::sync_wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(cppcoro::sync_wait(cpp_shared())); // X: of a shared task
  // expected-warning@-1 {{'cppcoro::sync_wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  io.process_events();                   // V: may be the loop, run by sync_wait beside others
  io.process_one_event();                // V: likewise
  io.process_pending_events();           // V: waits for nothing
  io.process_one_pending_event();        // V: likewise
  log(co_await cpp_ask());               // V: awaited
}

// --- libcoro
coro::task<int> lib_ask();
coro::task<> with_libcoro() {
  log(coro::sync_wait(lib_ask()));                     // X: sync_wait
  // expected-warning@-1 {{'coro::sync_wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(std::get<0>(coro::sync_wait(coro::when_all(lib_ask())))); // X: of several
  // expected-warning@-1 {{'coro::sync_wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(co_await lib_ask());                             // V: awaited
}

// --- concurrencpp
concurrencpp::result<int> cc_ask();
concurrencpp::lazy_result<int> cc_lazy();
concurrencpp::result<void> with_concurrencpp(concurrencpp::shared_result<int> shared) {
  log(cc_ask().get());       // X: result::get
  // expected-warning@-1 {{'concurrencpp::result::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(cc_lazy().run().get()); // X: likewise
  // expected-warning@-1 {{'concurrencpp::result::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto r = cc_ask();
  r.wait();                  // X: result::wait
  // expected-warning@-1 {{'concurrencpp::result::wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto s = cc_ask();
  s.wait_for(1s);            // X: waits for up to a second
  // expected-warning@-1 {{'concurrencpp::result::wait_for' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(shared.get());         // X: shared_result::get
  // expected-warning@-1 {{'concurrencpp::shared_result::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto q = cc_ask();
  if (q.status() != concurrencpp::result_status::idle)
    log(q.get());            // V: it has a value or an exception
  log(co_await cc_lazy());   // V: awaited
}

// --- async_simple
async_simple::coro::Lazy<int> as_ask();
async_simple::Future<int> as_future();
async_simple::coro::Lazy<> with_async_simple(async_simple::Executor *ex) {
  log(async_simple::coro::syncAwait(as_ask()));     // X: syncAwait
  // expected-warning@-1 {{'async_simple::coro::syncAwait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(async_simple::coro::syncAwait(as_ask(), ex)); // X: likewise
  // expected-warning@-1 {{'async_simple::coro::syncAwait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(as_future().get());                           // X: Future::get
  // expected-warning@-1 {{'async_simple::Future::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto f = as_future();
  f.wait();                                         // X: Future::wait
  // expected-warning@-1 {{'async_simple::Future::wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto g = as_future();
  if (g.hasResult())
    log(std::move(g).get());                        // V: has its result
  log(co_await as_ask());                           // V: awaited
  log(co_await as_future());                        // V: awaited
}

// --- KJ
kj::Promise<int> kj_ask();
kj::Promise<void> kj_step();
kj::Promise<void> with_kj(kj::WaitScope &scope, kj::EventLoop &loop) {
  log(kj_ask().wait(scope)); // X: Promise::wait
  // expected-warning@-1 {{'kj::Promise::wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  loop.run();                // X: EventLoop::run
  // expected-warning@-1 {{'kj::EventLoop::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto p = kj_step();
  if (p.poll(scope))         // X: turns the loop until nothing is left to do
  // expected-warning@-1 {{'kj::Promise::poll' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
    co_return;
  co_await p;                // V: awaited
}

// --- C++/WinRT
winrt::Windows::Foundation::IAsyncAction rt_step();
winrt::Windows::Foundation::IAsyncOperation<int> rt_ask();
winrt::fire_and_forget with_winrt() {
  rt_step().get();           // X: IAsyncAction::get
  // expected-warning@-1 {{'get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(rt_ask().get());       // X: IAsyncOperation::get
  // expected-warning@-1 {{'get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  rt_step().wait_for(1s);    // X: waits for up to a second
  // expected-warning@-1 {{'wait_for' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto op = rt_ask();
  if (op.Status() == winrt::Windows::Foundation::AsyncStatus::Completed)
    log(op.get());           // V: completed
  log(op.GetResults());      // V: never waits
  co_await rt_step();        // V: awaited
}
winrt::fire_and_forget in_the_background() {
  co_await winrt::resume_background();
  log(rt_ask().get());       // V: a thread of the pool may wait
}

// --- Qt and QCoro
QCoro::Task<int> q_ask();
int q_modal() {
  QEventLoop loop;
  return loop.exec();
  // expected-note@-1 {{'q_modal' calls 'QEventLoop::exec' here}}
}
QCoro::Task<> with_qcoro() {
  log(QCoro::waitFor(q_ask()));       // X: waitFor
  // expected-warning@-1 {{'QCoro::waitFor' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  auto t = q_ask();
  log(QCoro::waitFor(t));             // X: of a variable
  // expected-warning@-1 {{'QCoro::waitFor' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  QEventLoop loop;
  loop.exec();                        // X: QEventLoop::exec
  // expected-warning@-1 {{'QEventLoop::exec' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(q_modal());                     // X: q_modal -> QEventLoop::exec
  // expected-warning@-1 {{'q_modal' waits for tasks in 'QEventLoop::exec', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  QCoreApplication::exec();           // X: runs already
  // expected-warning@-1 {{'QCoreApplication::exec' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  QCoreApplication::processEvents();  // V: handles what is there, waits for nothing
  loop.quit();                        // V: ends it
  log(co_await q_ask());              // V: awaited
}

// --- drogon
drogon::Task<int> dg_ask();
drogon::Task<> with_drogon(drogon::orm::DbClientPtr db, trantor::EventLoop *loop,
                           std::shared_ptr<drogon::HttpClient> client,
                           drogon::HttpRequestPtr request) {
  log(drogon::sync_wait(dg_ask()));                 // X: sync_wait
  // expected-warning@-1 {{'drogon::sync_wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  db->execSqlSync("select 1");                      // X: execSqlSync
  // expected-warning@-1 {{'drogon::orm::DbClient::execSqlSync' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  drogon::orm::Mapper<int> rows(db);
  log(rows.findByPrimaryKey(1));                    // X: the synchronous mapper
  // expected-warning@-1 {{'drogon::orm::Mapper::findByPrimaryKey' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log((int)rows.limit(10).findAll().size());        // X: likewise
  // expected-warning@-1 {{'drogon::orm::Mapper::findAll' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  client->sendRequest(request);                     // X: waits for the client's loop
  // expected-warning@-1 {{'drogon::HttpClient::sendRequest' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  loop->loop();                                     // X: EventLoop::loop
  // expected-warning@-1 {{'trantor::EventLoop::loop' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await db->execSqlCoro("select 1");             // V: awaited
  drogon::orm::CoroMapper<int> coro_rows(db);
  log(co_await coro_rows.findByPrimaryKey(1));      // V: awaited
  co_await client->sendRequestCoro(request);        // V: awaited
  loop->queueInLoop([db] { (void)db; });            // V: run by and by
}

// --- senders
exec::task<int> st_ask();
exec::task<void> with_stdexec(stdexec::run_loop &loop) {
  stdexec::sync_wait(st_ask());              // X: sync_wait
  // expected-warning@-1 {{'stdexec::sync_wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  stdexec::sync_wait(stdexec::just(1));      // X: waits for whatever it is given
  // expected-warning@-1 {{'stdexec::sync_wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  loop.run();                                // X: run_loop::run
  // expected-warning@-1 {{'stdexec::run_loop::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  loop.finish();                             // V: lets it end
  log(co_await st_ask());                    // V: awaited
}
std::execution::task<int> std_ask();
std::execution::task<void> with_std_execution() {
  std::this_thread::sync_wait(std_ask());    // X: sync_wait
  // expected-warning@-1 {{'std::this_thread::sync_wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(co_await std_ask());                   // V: awaited
}
unifex::task<int> un_ask();
unifex::task<void> with_unifex(unifex::manual_event_loop &loop) {
  unifex::sync_wait(un_ask());               // X: sync_wait
  // expected-warning@-1 {{'unifex::sync_wait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  loop.run();                                // X: manual_event_loop::run
  // expected-warning@-1 {{'unifex::manual_event_loop::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(co_await un_ask());                    // V: awaited
}

// --- TooManyCooks
tmc::task<int> tmc_main();
tmc::task<void> with_tmc() {
  tmc::async_main(tmc_main());               // X: sets up an executor and waits
  // expected-warning@-1 {{'tmc::async_main' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  tmc::post(tmc::cpu_executor(), tmc_main()); // V: runs by and by
  log(co_await tmc_main());                  // V: awaited
}
