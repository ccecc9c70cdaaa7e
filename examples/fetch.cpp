// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Several pages at once: fetch http://host:port/path ...
//
// Awaited one after the other, requests take the sum of their times. gather()
// makes tasks of them, which run concurrently: the total is the time of the
// longest. Nothing blocks and there is one thread: the event loop waits for all
// sockets. Without arguments, the program fetches from a server of its own.
#include <corun/corun.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

struct url {
  std::string host, path = "/";
  std::uint16_t port = 80;
};

url parse(std::string text) {
  if (!text.starts_with("http://"))
    throw std::invalid_argument("not an http:// address");
  text.erase(0, 7);
  url result;
  if (const auto slash = text.find('/'); slash != std::string::npos) {
    result.path = text.substr(slash);
    text.resize(slash);
  }
  if (const auto colon = text.rfind(':'); colon != std::string::npos) {
    result.port =
        static_cast<std::uint16_t>(std::stoul(text.substr(colon + 1)));
    text.resize(colon);
  }
  result.host = text;
  return result;
}

struct page {
  int status = 0;
  std::string body;
};

/// "Transfer-Encoding: chunked": each piece after its size, 0 at the end.
corun::task<std::string> read_chunks(corun::tcp_stream &connection) {
  std::string body;
  for (;;) {
    const std::string line = co_await connection.read_line();
    const auto size = std::stoul(line, nullptr, 16);
    if (size == 0)
      co_return body;
    body += co_await connection.read_exactly(size);
    co_await connection.read_line();
  }
}

corun::task<page> get(url from) {
  auto connection = co_await corun::tcp_stream::connect(from.host, from.port);
  const std::string request = "GET " + from.path +
                              " HTTP/1.1\r\nHost: " + from.host +
                              "\r\nConnection: close\r\n\r\n";
  co_await connection.write(request);

  page result;
  std::string head = co_await connection.read_until("\r\n\r\n");
  if (std::sscanf(head.c_str(), "HTTP/%*d.%*d %d", &result.status) != 1)
    throw std::runtime_error("the server does not speak HTTP");
  std::transform(head.begin(), head.end(), head.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  if (head.find("transfer-encoding: chunked") != std::string::npos)
    result.body = co_await read_chunks(connection);
  else
    result.body = co_await connection.read_all();
  co_return result;
}

/// True if the page came.
corun::task<bool> fetch(std::string address) {
  try {
    const page got = co_await corun::timeout(10s, get(parse(address)));
    std::printf("%s: status %d\n%s\n", address.c_str(), got.status,
                got.body.c_str());
    co_return true;
  } catch (const std::exception &e) {
    std::printf("%s: %s\n", address.c_str(), e.what());
    co_return false;
  }
}

/// The server's part: answers "GET /name/300" after 300 ms.
corun::task<void> answer(corun::tcp_stream client) {
  const std::string request = co_await client.read_until("\r\n\r\n");
  const std::string path = request.substr(4, request.find(' ', 4) - 4);
  const int delay = std::atoi(path.c_str() + path.rfind('/') + 1);
  co_await corun::sleep(std::chrono::milliseconds(delay));
  const std::string response = "HTTP/1.1 200 OK\r\n\r\nthe page " + path;
  co_await client.write(response);
}

corun::task<void> serve(corun::tcp_listener listener) {
  for (;;) {
    auto client = co_await listener.accept();
    corun::create_task(answer(std::move(client)), {.name = "answer"}).detach();
  }
}

corun::task<int> demonstrate() {
  auto listener = corun::tcp_listener::listen("127.0.0.1", 0);
  const std::string host =
      "http://127.0.0.1:" + std::to_string(listener.port());
  auto serving =
      corun::create_task(serve(std::move(listener)), {.name = "server"});

  const auto start = std::chrono::steady_clock::now();
  const auto [slow, fast] = co_await corun::gather(fetch(host + "/slow/400"),
                                                   fetch(host + "/fast/200"));
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  std::printf("%s: %d ms for requests of 400 and 200 ms\n",
              elapsed < 600ms ? "concurrent" : "one after the other",
              static_cast<int>(elapsed.count()));
  serving.cancel();
  co_return slow &&fast ? 0 : 1;
}

corun::task<int> fetch_all(std::vector<std::string> addresses) {
  std::vector<corun::task<bool>> fetches;
  for (std::string &address : addresses)
    fetches.push_back(fetch(std::move(address)));
  const auto came = co_await corun::gather(std::move(fetches));
  co_return std::count(came.begin(), came.end(), false) == 0 ? 0 : 1;
}

int main(int argc, char **argv) {
  const int status = argc == 1 ? corun::run(demonstrate())
                               : corun::run(fetch_all({argv + 1, argv + argc}));
  std::puts("clean exit");
  return status;
}
