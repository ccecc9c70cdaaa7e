// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Qt's synchronous forms, beside the ones with signals.
#include "../Inputs/user_task.h"

struct QString { QString(const char *); };
struct QThread { static void msleep(unsigned long); bool wait(unsigned long = -1); void quit(); };
struct QIODevice { virtual bool waitForReadyRead(int); int readAll(); };
struct QAbstractSocket : QIODevice {
  void connectToHost(const QString &, unsigned short);
  virtual bool waitForConnected(int = 30000);
  bool waitForReadyRead(int = 30000) override;
};
struct QTcpSocket : QAbstractSocket {};
struct QFile : QIODevice { QFile(const QString &); bool open(int); static bool exists(const QString &); };
struct QProcess { void start(); bool waitForFinished(int = 30000); };
template <class T> struct QFuture { T result() const; bool isFinished() const; void waitForFinished(); };
struct QSemaphore { void acquire(int = 1); bool tryAcquire(int = 1); bool tryAcquire(int, int); };
struct QSqlQuery { bool exec(const QString &); bool next(); };
struct QImage { QImage(int, int, int); explicit QImage(const QString &); };
struct QDialog { virtual int exec(); void open(); };
struct QMessageBox : QDialog { static int question(void *, const QString &, const QString &); };
struct QEventLoop { int exec(); };

task<> threads(QThread &thread, QSemaphore &semaphore, const QFuture<int> &future) {
  QThread::msleep(10);          // X: sleep
  // expected-warning@-1 {{'QThread::msleep' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  QThread::msleep(0);           // V
  thread.wait();                // X: wait
  // expected-warning@-1 {{'QThread::wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  thread.wait(0);               // V
  thread.quit();                // V
  semaphore.acquire();          // X: wait
  // expected-warning@-1 {{'QSemaphore::acquire' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  semaphore.tryAcquire();       // V
  semaphore.tryAcquire(1, 100); // X: wait
  // expected-warning@-1 {{'QSemaphore::tryAcquire' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  future.result();              // X: wait
  // expected-warning@-1 {{'QFuture::result' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
task<int> asked(const QFuture<int> &future) {
  if (!future.isFinished())
    co_return 0;
  co_return future.result(); // V
}
task<> devices(QTcpSocket &socket, QProcess &process, QSqlQuery &query) {
  socket.connectToHost("host", 80); // V
  socket.waitForConnected();        // X: net
  // expected-warning@-1 {{'QAbstractSocket::waitForConnected' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  socket.waitForReadyRead(100);     // X: net
  // expected-warning@-1 {{'QAbstractSocket::waitForReadyRead' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  socket.waitForReadyRead(0);       // V
  socket.readAll();                 // V: what has come
  process.start();                  // V
  process.waitForFinished();        // X: process
  // expected-warning@-1 {{'QProcess::waitForFinished' blocks the thread: it waits for a process, and holds up every other task on it [coro-blocking-call]}}
  query.exec("select 1");           // X: net
  // expected-warning@-1 {{'QSqlQuery::exec' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  query.next();                     // V
  co_return;
}
task<> files(QFile &other) {
  QFile file("a");     // V
  file.open(1);        // X: file
  // expected-warning@-1 {{'QFile::open' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  file.readAll();      // V: reported where it was opened
  other.readAll();     // X: file
  // expected-warning@-1 {{'QIODevice::readAll' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  QFile::exists("a");  // X: file
  // expected-warning@-1 {{'QFile::exists' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  QImage blank(1, 1, 1); // V
  QImage image("a");   // X: file
  // expected-warning@-1 {{'QImage::QImage' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
// Of coro-nested-run.
task<> nested(QDialog &dialog, QEventLoop &loop) {
  dialog.exec();                            // V
  dialog.open();                            // V
  loop.exec();                              // V
  QMessageBox::question(nullptr, "a", "b"); // V
  co_return;
}
