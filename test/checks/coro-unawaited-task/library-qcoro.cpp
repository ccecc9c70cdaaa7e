// RUN: %check_coro %s
//
// QCoro: eager, not [[nodiscard]], goes on when dropped. From a slot or from
// main that is how a coroutine is started; inside a coroutine it means that
// nobody waits. (The lost exception belongs to coro-dropped-handle; UD21.)
#include "../Inputs/qcoro.h"

using QCoro::Task;
Task<> save();
Task<QString> load();
void use(const QString &);

Task<> inside_a_coroutine() {
  save();                                  // X: the next line does not wait for it
  // expected-warning@-1 {{'save' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  load().then([](const QString &) {});     // V: the continuation takes the result
  auto t = load();                         // X: kept, never awaited
  // expected-warning@-1 {{'t' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  QCoro::sleepFor(std::chrono::seconds(1)); // X: an awaiter: does nothing
  // expected-warning@-1 {{'sleepFor' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  co_return;
}

Task<> awaited() {
  co_await save();
  auto t = load();
  co_await save();
  use(co_await t); // V: started early, awaited late
  co_await load().then([](const QString &s) { use(s); });
  co_await QCoro::sleepFor(std::chrono::seconds(1));
}

class window : public QObject {
public:
  void on_clicked() {
    save(); // V: a slot starts it, the event loop runs it
  }
  void on_loaded() {
    load().then([](const QString &s) { use(s); }); // V: with a continuation
    QCoro::connect(load(), this, [](const QString &) {});
  }
  Task<> on_closed() { co_await save(); }
};

int main() {
  QTimer::singleShot(0, [] { save(); }); // V: a plain callback starts it
  save();                                // V: likewise
  QString s = QCoro::waitFor(load());
  auto t = save();
  QCoro::waitFor(t);
  return 0;
}
