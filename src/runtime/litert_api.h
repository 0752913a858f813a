#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "muster/error.h"

namespace muster::litert {

// The part of LiteRT's C API that is used, restated: names, signatures and layouts on 64-bit machines.

using Status = int;  // 0: ok
using Environment = struct OpaqueEnvironment*;
using ModelHandle = struct OpaqueModel*;
using Signature = struct OpaqueSignature*;
using TensorHandle = struct OpaqueTensor*;
using Options = struct OpaqueOptions*;
using OpaqueOption = struct OpaqueOpaqueOptions*;
using CompiledModel = struct OpaqueCompiledModel*;
using Requirements = struct OpaqueRequirements*;
using TensorBuffer = struct OpaqueTensorBuffer*;

inline constexpr int kCpu = 1;
enum LockMode : int { kRead = 0, kWrite = 1 };

struct Layout {
  unsigned rank : 7;
  unsigned has_strides : 1;
  std::int32_t dimensions[8];
  std::uint32_t strides[8];
};
static_assert(sizeof(Layout) == 68);

struct RankedTensorType {
  std::int32_t element_type;
  Layout layout;
};
static_assert(sizeof(RankedTensorType) == 72);

struct EnvironmentOption {
  int tag;
  struct {
    int type;
    union {
      bool bool_value;
      std::int64_t int_value;
    };
  } value;
};
static_assert(sizeof(EnvironmentOption) == 24);
inline constexpr int kTagMinLoggerSeverity = 25;
inline constexpr int kTypeInt = 2;
inline constexpr int kLogError = 3;

/// NAME, then its signature: each is looked up by its name with the prefix "LiteRt".
#define MUSTER_LITERT_FUNCTIONS(F)                                                                                     \
  F(CreateEnvironment, Status(int, const EnvironmentOption*, Environment*))                                            \
  F(DestroyEnvironment, void(Environment))                                                                             \
  F(CreateModelFromFile, Status(Environment, const char*, ModelHandle*))                                               \
  F(DestroyModel, void(ModelHandle))                                                                                   \
  F(GetModelSignature, Status(ModelHandle, std::size_t, Signature*))                                                   \
  F(GetNumSignatureInputs, Status(Signature, std::size_t*))                                                            \
  F(GetNumSignatureOutputs, Status(Signature, std::size_t*))                                                           \
  F(GetSignatureInputTensorByIndex, Status(Signature, std::size_t, TensorHandle*))                                     \
  F(GetSignatureOutputTensorByIndex, Status(Signature, std::size_t, TensorHandle*))                                    \
  F(GetTensorName, Status(TensorHandle, const char**))                                                                 \
  F(GetRankedTensorType, Status(TensorHandle, RankedTensorType*))                                                      \
  F(CreateOptions, Status(Options*))                                                                                   \
  F(DestroyOptions, void(Options))                                                                                     \
  F(SetOptionsHardwareAccelerators, Status(Options, int))                                                              \
  F(CreateOpaqueOptions, Status(const char*, void*, void (*)(void*), OpaqueOption*))                                   \
  F(AddOpaqueOptions, Status(Options, OpaqueOption))                                                                   \
  F(CreateCompiledModel, Status(Environment, ModelHandle, Options, CompiledModel*))                                    \
  F(DestroyCompiledModel, void(CompiledModel))                                                                         \
  F(CompiledModelResizeInputTensor, Status(CompiledModel, std::size_t, std::size_t, const int*, std::size_t))          \
  F(CompiledModelResizeInputTensorNonStrict, Status(CompiledModel, std::size_t, std::size_t, const int*, std::size_t)) \
  F(GetCompiledModelOutputTensorLayouts, Status(CompiledModel, std::size_t, std::size_t, Layout*, bool))               \
  F(GetCompiledModelInputBufferRequirements, Status(CompiledModel, std::size_t, std::size_t, Requirements*))           \
  F(GetCompiledModelOutputBufferRequirements, Status(CompiledModel, std::size_t, std::size_t, Requirements*))          \
  F(CreateManagedTensorBufferFromRequirements,                                                                         \
    Status(Environment, const RankedTensorType*, Requirements, TensorBuffer*))                                         \
  F(DestroyTensorBuffer, void(TensorBuffer))                                                                           \
  F(GetTensorBufferSize, Status(TensorBuffer, std::size_t*))                                                           \
  F(LockTensorBuffer, Status(TensorBuffer, void**, LockMode))                                                          \
  F(UnlockTensorBuffer, Status(TensorBuffer))                                                                          \
  F(RunCompiledModel, Status(CompiledModel, std::size_t, std::size_t, TensorBuffer*, std::size_t, TensorBuffer*))

/// The functions of the loaded library.
struct Api {
#define MUSTER_LITERT_MEMBER(name, ...) std::add_pointer_t<__VA_ARGS__> name = nullptr;
  MUSTER_LITERT_FUNCTIONS(MUSTER_LITERT_MEMBER)
#undef MUSTER_LITERT_MEMBER
};

/// Opens libLiteRt.so once for the process (it is never closed) and looks up every function.
/// It is sought at the environment variable MUSTER_LITERT, then beside the program (RUNPATH).
Result<const Api*> load_api();

/// What a status number means, in words.
std::string describe(Status status);

}  // namespace muster::litert
