#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace muster {

/// What kind of thing went wrong; decides the exit code, never the wording.
enum class ErrorCode {
  kNotFound,         ///< a file or name that does not exist
  kInvalidArgument,  ///< an option, budget or manifest that makes no sense
  kMalformed,        ///< a file whose content cannot be trusted or read
  kUnsupported,      ///< well-formed, but not handled
  kStopped,          ///< by the user, before there was a result
  kDisconnected,     ///< the device cannot be reached any more; what came before is kept
  kRuntime,          ///< the model, its runtime or the operating system failed
  kInternal,         ///< a fault of muster's own
};

/// One failure: what was wrong, where (file:line or file:offset), what to do.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
};

/// A value, or the reason why there is none. We throw nothing.
template <class T>
using Result = tl::expected<T, Error>;

/// Makes the failed side of any Result.
inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

/// The same error with `context` and a colon before its message.
inline Error with_context(Error error, std::string_view context) {
  error.message = std::string(context) + ": " + error.message;
  return error;
}

}  // namespace muster

#define MUSTER_CONCAT_INNER(a, b) a##b
#define MUSTER_CONCAT(a, b) MUSTER_CONCAT_INNER(a, b)

/// `MUSTER_TRY(auto x, f());` declares x from the Result of f(), or returns its error.
#define MUSTER_TRY(declaration, expression)                                                                          \
  auto MUSTER_CONCAT(result_, __LINE__) = (expression);                                                              \
  if (!MUSTER_CONCAT(result_, __LINE__)) return tl::unexpected(std::move(MUSTER_CONCAT(result_, __LINE__)).error()); \
  declaration = std::move(*MUSTER_CONCAT(result_, __LINE__))

/// The same for a Result<void>, or where the value is not wanted.
#define MUSTER_CHECK_OK(expression) \
  if (auto result = (expression); !result) return tl::unexpected<::muster::Error>(std::move(result.error()))
