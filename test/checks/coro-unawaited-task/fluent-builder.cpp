// RUN: %check_coro %s
//
// A method that returns a task by value makes a new obligation; one that
// returns the object it was called on does not. Cases 8, 9, 10.
#include "../Inputs/user_task.h"

struct executor {};

// Awaitable, and built step by step.
class request : public task<int> {
public:
  request &header(const char *);
  request &&timeout(int) &&;
  request with_retries(int) &&;
  void submit() &&;
};
request get(const char *url);

// A task with methods whose meaning no model tells.
class job : public task<> {
public:
  job on(executor &) &&;
  job named(const char *) &&;
  void start() &&;
};
job make_job();

class batch {
public:
  batch &add(task<> t);
  task<> run();
};

task<> builders(batch &b, task<> (*f)()) {
  b.add(f()).add(f()); // V: returns the batch itself
  auto r = get("/");
  r.header("a").header("b"); // V: r is awaited below
  int n = co_await std::move(r);
  (void)n;
  b.run(); // X: the last step returns a task
  // expected-warning@-1 {{'batch::run' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
}

task<> still_a_task(executor &ex) {
  make_job().on(ex);            // X: bound to an executor, not started
  // expected-warning@-1 {{'job::on' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  make_job().named("x").on(ex); // X: twice
  // expected-warning@-1 {{'job::on' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  get("/").with_retries(3);     // X: a new request by value
  // expected-warning@-1 {{'request::with_retries' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  get("/").header("a");         // V: a reference is somebody's; not followed to the temporary
  get("/").timeout(3);          // X: an rvalue is the temporary itself
  // expected-warning@-1 {{'request::timeout' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

task<> finished(executor &ex) {
  make_job().on(ex).start(); // V: the chain ends in void
  get("/").submit();
  co_await make_job().named("x");
  auto r = get("/");
  std::move(r).submit();
}
