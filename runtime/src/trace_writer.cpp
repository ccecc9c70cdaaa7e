// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "trace_writer.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace corun::detail {

namespace {

constexpr std::string_view head =
    "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n";
constexpr std::string_view tail = "\n]}\n";
constexpr std::chrono::milliseconds longest_delay(250);

/// How many bytes from the first on are one character of UTF-8; 0 if they are
/// none. [RFC 3629, section 4]
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = byte(0);
  std::size_t length = 0;
  unsigned low = 0x80; // of the second byte
  unsigned high = 0xBF;
  if (first < 0x80)
    return 1;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    low = first == 0xE0 ? 0xA0 : low;
    high = first == 0xED ? 0x9F : high; // no surrogates
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    low = first == 0xF0 ? 0x90 : low;
    high = first == 0xF4 ? 0x8F : high;
  } else {
    return 0;
  }
  if (byte(1) < low || byte(1) > high)
    return 0;
  for (std::size_t i = 2; i < length; ++i)
    if (byte(i) < 0x80 || byte(i) > 0xBF)
      return 0;
  return length;
}

/// "%p" is the process's number: for programs that start others.
std::string with_process_number(std::string path) {
  if (const std::size_t at = path.find("%p"); at != std::string::npos)
    path.replace(at, 2, std::to_string(::getpid()));
  return path;
}

void say(const std::string &path, const std::string &why) noexcept {
  std::fputs(("corun: CORUN_TRACE: cannot write " + path + ": " + why +
              "; the program goes on without a trace\n")
                 .c_str(),
             stderr);
}

/// Never deleted: threads may outlive the static objects.
trace_writer *open_wanted() noexcept {
  const char *const path = std::getenv("CORUN_TRACE");
  if (path == nullptr || *path == '\0')
    return nullptr;
  try {
    auto *const writer = new trace_writer(with_process_number(path));
    std::atexit([] { trace_writer::of_process()->flush(); });
    return writer;
  } catch (const std::system_error &error) {
    say(path, error.code().message());
  } catch (const std::exception &error) {
    say(path, error.what());
  }
  return nullptr;
}

} // namespace

std::string json_string(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const char c = text.front();
    const std::size_t length = utf8_length(text);
    if (length == 0) {
      out += "\\ufffd";
    } else if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      std::array<char, 8> escaped{};
      std::snprintf(escaped.data(), escaped.size(), "\\u%04x",
                    static_cast<unsigned>(c));
      out += escaped.data();
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out + '"';
}

std::string json_microseconds(clock::duration time) {
  const auto ns =
      std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
  const std::string fraction = std::to_string(1'000 + ns % 1'000);
  return std::to_string(ns / 1'000) + '.' + fraction.substr(1);
}

trace_writer::trace_writer(const std::string &path)
    : pid_(::getpid()), path_(path),
      fd_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                 0644)) {
  if (fd_ < 0)
    throw std::system_error(errno, std::generic_category(), path);
  batch_ = head;
  // An event that every trace has, so that a comma precedes all others.
  batch_ += "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":" +
            std::to_string(pid_) + ",\"tid\":0,\"args\":{\"name\":\"corun\"}}";
  flush();
}

trace_writer::~trace_writer() {
  flush();
  if (fd_ >= 0)
    close();
}

trace_writer *trace_writer::of_process() noexcept {
  static trace_writer *const writer = open_wanted();
  return writer;
}

void trace_writer::add(std::string_view event) noexcept {
  const std::lock_guard lock(mutex_);
  if (fd_ < 0)
    return;
  try {
    batch_.reserve(max_batch + 4'096);
    batch_.append(",\n").append(event);
  } catch (const std::bad_alloc &) {
    return; // without this event
  }
  if (batch_.size() >= max_batch || clock::now() - last_flush_ >= longest_delay)
    flush_locked();
}

void trace_writer::flush() noexcept {
  const std::lock_guard lock(mutex_);
  flush_locked();
}

void trace_writer::flush_locked() noexcept {
  if (batch_.empty() || fd_ < 0)
    return;
  if (::getpid() != pid_) { // a child of fork(): the file is its parent's
    close();
    return;
  }
  const std::size_t events = batch_.size();
  batch_ += tail;
  const ::ssize_t written = ::pwrite(fd_, batch_.data(), batch_.size(), end_);
  if (written != static_cast<::ssize_t>(batch_.size())) {
    give_up();
    return;
  }
  end_ += static_cast<::off_t>(events);
  batch_.clear();
  last_flush_ = clock::now();
}

/// The disk is full, or so. What has been written stays a complete file.
void trace_writer::give_up() noexcept {
  say(path_, std::generic_category().message(errno));
  const auto length = static_cast<::off_t>(tail.size());
  if (::pwrite(fd_, tail.data(), tail.size(), end_) != length ||
      ::ftruncate(fd_, end_ + length) != 0)
    say(path_, "its end is damaged");
  close();
}

void trace_writer::close() noexcept {
  ::close(fd_);
  fd_ = -1;
  batch_.clear();
}

std::uint64_t trace_writer::new_track() noexcept {
  const std::lock_guard lock(mutex_);
  return 2 * last_track_++ + 1;
}

} // namespace corun::detail
