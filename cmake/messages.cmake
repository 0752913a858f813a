# muster_messages: the protobuf messages of Core ML and ONNX as C++, generated at build time from the descriptors
# that their Python packages carry (./dev setup unpacks them).
find_package(Protobuf REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)

# muster_generate_messages(NAME SOURCES_VARIABLE PROTO_PREFIX FILE_pb2.py…): FILE.pb.cc for each.
function(muster_generate_messages name sources prefix)
  set(folder ${PROJECT_BINARY_DIR}/messages/${name})
  foreach(file ${ARGN})
    cmake_path(GET file STEM stem)
    string(REGEX REPLACE "_pb2$" "" stem ${stem})
    string(REPLACE "onnx_ml" "onnx-ml" stem ${stem})  # Python's module names have no hyphens
    list(APPEND protos ${prefix}${stem}.proto)
    list(APPEND generated ${folder}/${prefix}${stem}.pb.cc)
  endforeach()
  set(extract ${PROJECT_SOURCE_DIR}/tools/extract_descriptors.py)
  add_custom_command(
    OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND Python3::Interpreter ${extract} ${folder}/descriptors ${ARGN}
    COMMAND protobuf::protoc --descriptor_set_in=${folder}/descriptors --cpp_out=${folder} ${protos}
    DEPENDS ${extract} ${ARGN} VERBATIM)
  set(${sources} ${${sources}} ${generated} PARENT_SCOPE)
endfunction()

file(GLOB coreml_descriptors ${MUSTER_DEPS}/coremltools/proto/*_pb2.py)
list(FILTER coreml_descriptors EXCLUDE REGEX "NamedParameters")  # of another age, and used by none
if(NOT coreml_descriptors OR NOT EXISTS ${MUSTER_DEPS}/onnx/onnx_ml_pb2.py)
  message(FATAL_ERROR "No message descriptors in ${MUSTER_DEPS}: ./dev setup brings them.")
endif()
muster_generate_messages(coreml message_sources "" ${coreml_descriptors})
muster_generate_messages(onnx message_sources "onnx/" ${MUSTER_DEPS}/onnx/onnx_ml_pb2.py)

add_library(muster_messages STATIC ${message_sources})
target_include_directories(muster_messages SYSTEM PUBLIC
  ${PROJECT_BINARY_DIR}/messages/coreml ${PROJECT_BINARY_DIR}/messages/onnx ${Protobuf_INCLUDE_DIRS})
# Not our code: -O1 halves the time of its compilation, and sanitizers, which the library behind it has not, double it.
target_compile_options(muster_messages PRIVATE -w -O1)
if(MUSTER_SANITIZE)
  target_compile_options(muster_messages PRIVATE -fno-sanitize=all)
endif()
find_library(PROTOBUF_STATIC NAMES libprotobuf.a REQUIRED)  # inside the worker, so that no runtime's own meets it
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)
target_link_libraries(muster_messages PUBLIC ${PROTOBUF_STATIC} ZLIB::ZLIB Threads::Threads)
