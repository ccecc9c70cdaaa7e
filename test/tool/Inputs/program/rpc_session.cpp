// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each layer is in a translation unit of its own: one to six deep.
#include "net_dial.h"
#include "net_resolve.h"
#include "rpc_stub.h"
#include "user_task.h"

task<> session(net::Pool &pool, net::Client &client, rpc::Channel &channel,
               rpc::Stub &stub) {
  net::resolve_host("db");    // X: resolve_host -> getaddrinfo
  net::resolve_host(nullptr); // V: no name, no name server
  net::dial("db");            // X: dial -> resolve_host -> getaddrinfo
  pool.acquire();             // X: Pool::acquire -> dial -> resolve_host -> getaddrinfo
  client.open();              // X: Client::open -> Pool::acquire -> dial -> resolve_host -> getaddrinfo
  channel.ready();            // X: Channel::ready -> Client::open -> Pool::acquire -> dial -> resolve_host -> getaddrinfo
  stub.fetch(1);              // X: Stub::fetch -> Channel::ready -> Client::open -> Pool::acquire -> dial -> resolve_host -> getaddrinfo
  stub.cached(1);             // V: the body is in the header
  co_return;
}
