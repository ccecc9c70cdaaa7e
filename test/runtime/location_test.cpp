// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How functions are called in reports. The texts are what the compilers say in
// std::source_location::function_name().
#include "location.hpp"

#include <gtest/gtest.h>

namespace {

using corun::detail::function_name;

void expect_name(std::string_view name, std::string_view clang,
                 std::string_view gcc) {
  EXPECT_EQ(function_name(clang), name) << clang;
  EXPECT_EQ(function_name(gcc), name) << gcc;
}

TEST(FunctionName, LeavesTypesAndParametersOut) {
  expect_name("plain", "corun::task<void> plain()",
              "corun::task<void> plain()");
  expect_name("ns::fp",
              "corun::task<std::function<void (int)>> ns::fp(void (*)(int), "
              "const char *)",
              "corun::task<std::function<void(int)> > ns::fp(void (*)(int), "
              "const char*)");
  expect_name("ns::refret", "corun::task<int &> ns::refret(int &)",
              "corun::task<int&> ns::refret(int&)");
}

TEST(FunctionName, LeavesTheQualifiersOfMembersOut) {
  expect_name("ns::box::member", "corun::task<void> ns::box::member(int) const",
              "corun::task<void> ns::box::member(int) const");
  expect_name("ns::box::refq", "corun::task<void> ns::box::refq() &&",
              "corun::task<void> ns::box::refq() &&");
  expect_name("ns::box::stat", "static corun::task<int> ns::box::stat()",
              "static corun::task<int> ns::box::stat()");
}

TEST(FunctionName, KeepsTheSymbolOfAnOperator) {
  for (const char *symbol : {"()", "<<", "<", "[]", "->*", ">", "=="}) {
    const std::string name = std::string("ns::box::operator") + symbol;
    EXPECT_EQ(function_name("corun::task<void> " + name + "(int)"), name);
  }
  EXPECT_EQ(function_name("box::operator corun::task<int>()"),
            "box::operator corun::task<int>");
  EXPECT_EQ(function_name("corun::task<void> operators(int)"), "operators");
}

TEST(FunctionName, LeavesTemplateArgumentsOut) {
  expect_name(
      "ns::tbox::get",
      "corun::task<T> ns::tbox<std::basic_string<char>>::get(U, T) [T = "
      "std::basic_string<char>, U = std::pair<int, int>]",
      "corun::task<T> ns::tbox<T>::get(U, T) [with U = std::pair<int, "
      "int>; T = std::__cxx11::basic_string<char>]");
  expect_name("ns::variadic",
              "corun::task<int> ns::variadic(A...) [A = <int, char>]",
              "corun::task<int> ns::variadic(A ...) [with A = {int, char}]");
  expect_name(
      "ns::taking",
      "corun::task<int> ns::taking(F) [F = (lambda at /tmp/fn.cpp:37:19)]",
      "corun::task<int> ns::taking(F) [with F = main()::<lambda(int)>]");
}

TEST(FunctionName, LeavesAnonymousNamespacesOut) {
  expect_name("ns::abox::m",
              "corun::task<void> ns::(anonymous namespace)::abox::m()",
              "corun::task<void> ns::{anonymous}::abox::m()");
}

TEST(FunctionName, SaysInWhichFunctionALambdaIs) {
  expect_name("main::(lambda)", "auto main()::(lambda)::operator()(int) const",
              "main()::<lambda(int)>");
  expect_name("main::(lambda)",
              "auto main()::(lambda)::operator()(auto) const [x:auto = int]",
              "main()::<lambda(auto:49)> [with auto:49 = int]");
  expect_name("main::(lambda)::(lambda)",
              "auto main()::(lambda)::operator()()::(lambda)::operator()(int) "
              "const",
              "main()::<lambda()>::<lambda(int)>");
  expect_name("locals::run::(lambda)",
              "auto locals::run() const::(lambda)::operator()() const",
              "locals::run() const::<lambda()>");
}

TEST(FunctionName, EndsWithWhatItDoesNotKnow) {
  EXPECT_EQ(function_name(std::string_view()), "");
  EXPECT_EQ(function_name(std::string_view("operator")), "operator");
  EXPECT_EQ(function_name(std::string_view("f(")), "f");
  EXPECT_EQ(function_name(std::string_view("f<")), "f");
}

} // namespace
