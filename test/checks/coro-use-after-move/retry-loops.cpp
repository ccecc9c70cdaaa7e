// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A value moved into an awaited call inside a loop is gone in the next
// iteration. The finding stands at the use that comes round again: often the
// move itself. Case 60, UM07.
#include "../Inputs/user_task.h"
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct request {
  int id;
  std::string body;
};
task<int> call(request r);
task<> write(std::string s);
task<> consume(std::vector<int> batch);
task<> breathe();
task<std::string> read();
task<bool> more();
request make();
bool cond();
void log(const request &);
void log(const std::string &);

task<int> retry_until_it_succeeds(request r) {
  while (true) {
    try {
      co_return co_await call(std::move(r)); // X: the retry sends an empty one
      // expected-warning@-1 {{'r' is moved into the call of 'call' again in the next iteration of the loop; there, it is empty or unspecified [coro-use-after-move]}}
    } catch (const std::exception &) {
    }
    co_await breathe();
  }
}
task<> retry_counted(request r) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_await call(std::move(r)); // X: from the second attempt
      // expected-warning@-1 {{'r' is moved into the call of 'call' again in the next iteration of the loop; there, it is empty or unspecified [coro-use-after-move]}}
      break;
    } catch (const std::exception &) {
      co_return;
    } catch (...) {
    }
  }
}
task<> retry_on_a_status(request r) {
  int status = 0;
  do {
    status = co_await call(std::move(r)); // X: from the second attempt
    // expected-warning@-1 {{'r' is moved into the call of 'call' again in the next iteration of the loop; there, it is empty or unspecified [coro-use-after-move]}}
  } while (status != 0);
}
task<> broadcast(std::string text, int peers) {
  for (int i = 0; i < peers; ++i)
    co_await write(std::move(text)); // X: only the first gets it
    // expected-warning@-1 {{'text' is moved into the call of 'write' again in the next iteration of the loop; there, it is empty or unspecified [coro-use-after-move]}}
}
task<> used_at_the_top_of_the_loop(request r) {
  while (cond()) {
    log(r); // X: moved in the iteration before
    // expected-warning@-1 {{'r' is used after it was moved into the call of 'call'; it is empty or unspecified here [coro-use-after-move]}}
    co_await call(std::move(r));
    // expected-note@-1 {{moved away here}}
  }
}

task<int> copied_for_each_attempt(request r) {
  while (true) {
    try {
      co_return co_await call(r); // V: a copy
    } catch (const std::exception &) {
    }
    co_await breathe();
  }
}
task<int> copy_moved(request r) {
  while (true) {
    auto copy = r;
    try {
      co_return co_await call(std::move(copy)); // V: made in the loop
    } catch (const std::exception &) {
    }
  }
}
task<int> left_after_the_move(request r) {
  while (true) {
    if (cond())
      co_return co_await call(std::move(r)); // V: leaves the function
    co_await breathe();
  }
}
task<> broken_after_the_move(request r) {
  for (;;) {
    if (!cond())
      continue;
    co_await call(std::move(r)); // V: the loop ends
    break;
  }
}
task<> handler_gives_up(request r) {
  while (cond()) {
    try {
      co_await call(std::move(r)); // V: each way out leaves the loop
      co_return;
    } catch (const std::exception &) {
      throw;
    } catch (...) {
      co_return;
    }
  }
}
task<> read_anew() {
  std::string line;
  while (cond()) {
    line = co_await read();
    co_await write(std::move(line)); // V: assigned each time
  }
}
task<> made_in_the_loop() {
  while (co_await more()) {
    auto r = make();
    co_await call(std::move(r)); // V: its own iteration's
  }
}
task<> batch_cleared(int n) {
  std::vector<int> batch;
  for (int i = 0; i < n; ++i) {
    batch.push_back(i);
    if (batch.size() > 10) {
      co_await consume(std::move(batch));
      batch.clear(); // V: cleared
    }
  }
  if (!batch.empty())
    co_await consume(std::move(batch)); // V: what is left
}
task<> batch_assigned(int n) {
  std::vector<int> batch;
  for (int i = 0; i < n; ++i) {
    batch.push_back(i);
    if (batch.size() == 10) {
      co_await consume(std::move(batch));
      batch = {}; // V: assigned
    }
  }
}
task<> each_element(std::vector<std::string> lines) {
  for (auto &line : lines)
    co_await write(std::move(line)); // V: another element each time
}
task<> each_by_index(std::vector<std::string> lines) {
  for (unsigned i = 0; i < lines.size(); ++i)
    co_await write(std::move(lines[i])); // V: another element each time
}
task<> last_iteration(std::string text, int peers) {
  for (int i = 0; i < peers; ++i) {
    if (i + 1 == peers)
      co_await write(std::move(text)); // V: the last iteration
    else
      co_await write(text); // V: a copy for the others
  }
}
struct node {
  std::unique_ptr<node> next;
};
task<> visit(std::unique_ptr<node> n);
task<> walk(std::unique_ptr<node> head) {
  while (head) { // V: asked whether it is null
    auto next = std::move(head->next);
    co_await visit(std::move(head));
    head = std::move(next);
  }
}
