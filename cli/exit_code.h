#pragma once

#include "muster/report.h"

namespace muster::cli {

inline constexpr int kReady = 0, kNotReady = 1, kUnusable = 2, kUnproven = 3, kInternal = 4, kInterrupted = 130;

/// 4 for a fault of ours, 130 for a stop by the user, 2 for anything that the user can mend.
inline int exit_code(const Error& error) {
  if (error.code == ErrorCode::kStopped) return kInterrupted;
  return error.code == ErrorCode::kInternal ? kInternal : kUnusable;
}

/// Of several models the first of 4, 2, 1, 3, 0 that applies; 130 when the user stopped it.
int exit_code(const Report& report);

}  // namespace muster::cli
