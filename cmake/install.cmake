# Three components. program: muster, its workers with their runtimes beside them, the demo. development: the library,
# its headers and CMake package. bundle: the shared libraries, for an archive that runs where they are not
# installed (./dev package); never part of a plain installation.
set(worker_folder ${CMAKE_INSTALL_LIBEXECDIR}/muster)
set(document_folder ${CMAKE_INSTALL_DATADIR}/doc/muster)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/muster)

install(TARGETS muster-program RUNTIME_DEPENDENCY_SET libraries COMPONENT program)
set(workers muster-worker)
if(MUSTER_OPENVINO)
  list(APPEND workers muster-openvino-worker)
endif()
install(TARGETS ${workers} RUNTIME_DEPENDENCY_SET libraries DESTINATION ${worker_folder} COMPONENT program)
get_property(runtime_libraries GLOBAL PROPERTY muster_runtime_libraries)
install(FILES ${runtime_libraries} DESTINATION ${worker_folder} COMPONENT program)
foreach(package litert openvino coremltools onnx)
  install(DIRECTORY ${MUSTER_DEPS}/${package}/licences/ DESTINATION ${document_folder}/licences/${package} COMPONENT program)
endforeach()
if(EXISTS ${PROJECT_SOURCE_DIR}/demo)
  install(DIRECTORY demo/ DESTINATION ${CMAKE_INSTALL_DATADIR}/muster/demo COMPONENT program PATTERN tools EXCLUDE)
endif()
install(FILES LICENSE DESTINATION ${document_folder} COMPONENT program)

install(TARGETS muster EXPORT muster COMPONENT development)
install(DIRECTORY include/muster DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(EXPORT muster FILE musterTargets.cmake NAMESPACE muster:: DESTINATION ${package_folder} COMPONENT development)
include(CMakePackageConfigHelpers)
configure_package_config_file(cmake/musterConfig.cmake.in ${PROJECT_BINARY_DIR}/musterConfig.cmake
  INSTALL_DESTINATION ${package_folder} PATH_VARS worker_folder)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/musterConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/musterConfig.cmake ${PROJECT_BINARY_DIR}/musterConfigVersion.cmake
        DESTINATION ${package_folder} COMPONENT development)

# All but the C library, which belongs to the kernel and loader of the machine, and the runtimes, which lie beside the
# workers.
install(RUNTIME_DEPENDENCY_SET libraries
  PRE_EXCLUDE_REGEXES "^ld-linux" "^lib(openvino|tbb|hwloc)" "^lib(c|m|mvec|dl|rt|pthread|resolv|util)\\.so"
  DESTINATION lib COMPONENT bundle EXCLUDE_FROM_ALL)
