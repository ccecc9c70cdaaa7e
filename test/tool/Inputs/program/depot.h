// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
int depot_sync(int fd);
int depot_sync_all(void);
int depot_version(void);
#ifdef __cplusplus
}
#endif
