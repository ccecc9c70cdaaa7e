// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How many connections can a corun server hold, and what does each cost?
//
//     echo_load path/to/echo_server 10000
//
// Starts the server as a process of its own, opens that many connections and
// holds all of them, sends a message over each and checks its echo, ends the
// server with SIGTERM. Both sides need a descriptor for each connection; the
// program raises its limit as far as it may. Loopback only. Exit status 0 if
// every connection was held and every echo right.
#include <corun/corun.hpp>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace {

[[noreturn]] void fail(const std::string &what) {
  throw std::runtime_error("echo_load: " + what);
}

/// The server's process and what it prints.
class server_process {
public:
  explicit server_process(std::string program) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0)
      fail("no pipe");
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_addclose(&actions, pipe[0]);
    ::posix_spawn_file_actions_addclose(&actions, pipe[1]);
    std::array<char *, 2> arguments{program.data(), nullptr};
    const int error = ::posix_spawn(&id_, program.c_str(), &actions, nullptr,
                                    arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    out_ = ::fdopen(pipe[0], "r");
    if (error != 0)
      fail("cannot start " + program);
    unsigned port = 0;
    if (std::fscanf(out_, "listening on 127.0.0.1:%u", &port) != 1)
      fail("the server does not say where it listens");
    port_ = static_cast<std::uint16_t>(port);
  }
  ~server_process() {
    if (id_ > 0) {
      ::kill(id_, SIGKILL);
      ::waitpid(id_, nullptr, 0);
    }
    std::fclose(out_);
  }
  server_process(const server_process &) = delete;
  server_process &operator=(const server_process &) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }

  /// Bytes in memory; 0 if the system does not tell.
  [[nodiscard]] long resident() const {
    long total = 0;
    long pages = 0;
    std::ifstream("/proc/" + std::to_string(id_) + "/statm") >> total >> pages;
    return pages * ::sysconf(_SC_PAGESIZE);
  }

  /// SIGTERM; returns the most connections it had at once.
  int end() {
    ::kill(id_, SIGTERM);
    int most = -1;
    static_cast<void>(std::fscanf(
        out_, " clean exit: at most %d connections at once", &most));
    int status = -1;
    ::waitpid(std::exchange(id_, 0), &status, 0);
    if (status != 0)
      fail("the server ended with status " + std::to_string(status));
    return most;
  }

private:
  pid_t id_ = 0;
  std::FILE *out_ = nullptr;
  std::uint16_t port_ = 0;
};

struct load {
  std::uint16_t port;
  std::size_t wanted;
  std::size_t begun = 0;
  std::vector<corun::tcp_stream> connections{};
};

/// One of several that connect at the same time.
corun::task<void> connect_some(load &l) {
  while (l.begun < l.wanted) {
    ++l.begun;
    auto connection = co_await corun::tcp_stream::connect("127.0.0.1", l.port);
    l.connections.push_back(std::move(connection));
  }
}

corun::task<void> connect_all(load &l) {
  constexpr int at_once = 64; // less than the server's backlog
  std::vector<corun::task<void>> workers;
  for (int i = 0; i < at_once; ++i)
    workers.push_back(connect_some(l));
  co_await corun::gather(std::move(workers));
}

corun::task<bool> echoes(corun::tcp_stream &connection, std::size_t number) {
  const std::string message =
      "this is connection " + std::to_string(number) + '\n';
  co_await connection.write(message);
  co_return co_await connection.read_line() == message;
}

/// How many echoes are right.
corun::task<std::size_t> talk_on_all(load &l) {
  std::vector<corun::task<bool>> talks;
  for (std::size_t i = 0; i < l.connections.size(); ++i)
    talks.push_back(echoes(l.connections[i], i));
  std::size_t right = 0;
  for (const bool good : co_await corun::gather(std::move(talks)))
    right += good ? 1 : 0;
  co_return right;
}

corun::task<int> measure(server_process &server, std::size_t wanted) {
  load l{.port = server.port(), .wanted = wanted};
  const long before = server.resident();
  co_await connect_all(l);
  const std::size_t right = co_await talk_on_all(l);
  const long after = server.resident();
  l.connections.clear();
  const int most = server.end();
  std::printf("held %d connections at once, %zu of %zu echoes right; the "
              "server needs %ld bytes a connection\n",
              most, right, wanted,
              (after - before) / static_cast<long>(wanted));
  co_return most == static_cast<int>(wanted) && right == wanted ? 0 : 1;
}

void allow_many_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 3) {
    std::fputs("usage: echo_load path/to/echo_server connections\n", stderr);
    return 2;
  }
  try {
    allow_many_descriptors();
    server_process server(argv[1]);
    return corun::run(measure(server, std::stoul(argv[2])));
  } catch (const std::exception &e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
