// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A server that runs until it is told to end: echo_server [port]
//
// It makes its event loop by hand. SIGTERM and SIGINT (Ctrl-C) stop the loop;
// closing it cancels what still runs, and each client's stream is closed on the
// way out. bench/echo/echo_load.cpp holds ten thousand connections to it.
#include <corun/corun.hpp>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>

#include <sys/resource.h>

class echo_server {
public:
  explicit echo_server(std::uint16_t port)
      : listener_(corun::tcp_listener::listen("127.0.0.1", port,
                                              {.backlog = 1024})) {}

  [[nodiscard]] std::uint16_t port() const { return listener_.port(); }
  [[nodiscard]] int most_at_once() const { return most_; }

  corun::task<void> serve() {
    for (;;) {
      auto client = co_await listener_.accept();
      corun::create_task(echo(std::move(client)), {.name = "echo"}).detach();
    }
  }

private:
  corun::task<void> echo(corun::tcp_stream client) {
    most_ = std::max(most_, ++now_);
    try {
      for (;;) {
        const std::string data = co_await client.read(4096);
        if (data.empty())
          break; // the client has ended
        co_await client.write(data);
      }
    } catch (const std::system_error &e) {
      std::fprintf(stderr, "%s\n", e.what()); // a client that was cut off
    }
    --now_;
  }

  corun::tcp_listener listener_;
  int now_ = 0;
  int most_ = 0;
};

/// A descriptor for each client: as many as the system lets this process have.
void allow_many_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int argc, char **argv) {
  allow_many_descriptors();
  corun::event_loop loop;
  for (const int signal : {SIGINT, SIGTERM})
    loop.add_signal_handler(signal, [&loop] { loop.stop(); });

  echo_server server(argc > 1 ? static_cast<std::uint16_t>(std::atoi(argv[1]))
                              : 0);
  loop.create_task(server.serve(), {.name = "server"}).detach();
  std::printf("listening on 127.0.0.1:%d\n", server.port());
  std::fflush(stdout); // whoever has started it may read that from a pipe

  loop.run_forever();
  loop.close();
  std::printf("clean exit: at most %d connections at once\n",
              server.most_at_once());
}
