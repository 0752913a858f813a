#!/usr/bin/env python3
"""Takes the protobuf descriptors out of the *_pb2.py files that Python packages carry instead of .proto files.

usage: extract_descriptors.py OUTPUT.desc FILE_pb2.py…
Writes one FileDescriptorSet, for `protoc --descriptor_set_in`. Nothing is imported or run. The files are asked to
be generated as CODE_SIZE instead of LITE_RUNTIME: readers need reflection, to tell fields that nobody read.
"""
import ast
import sys
from pathlib import Path

FILE_OPTIONS = 8  # field of FileDescriptorProto
LITE_RUNTIME, CODE_SIZE = b"\x48\x03", b"\x48\x02"  # optimize_for, field 9 of FileOptions


def descriptor_of(path: Path) -> bytes:
    """The bytes literal that the file gives to AddSerializedFile: a FileDescriptorProto."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "AddSerializedFile":
            return ast.literal_eval(node.args[0])
    sys.exit(f"{path}: no AddSerializedFile, so this is no generated protobuf file")


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A base-128 number and where it ends."""
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            return value, at


def encoded(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def with_reflection(descriptor: bytes) -> bytes:
    at, parts = 0, []
    while at < len(descriptor):
        begin = at
        tag, at = varint(descriptor, at)
        if tag & 7 != 2:  # FileDescriptorProto has nothing else but a few numbers
            _, at = varint(descriptor, at)
        else:
            length, at = varint(descriptor, at)
            at += length
            if tag >> 3 == FILE_OPTIONS:
                options = descriptor[at - length : at].replace(LITE_RUNTIME, CODE_SIZE)
                parts.append(encoded(tag) + encoded(len(options)) + options)
                continue
        parts.append(descriptor[begin:at])
    return b"".join(parts)


def main() -> None:
    output, *files = map(Path, sys.argv[1:])
    one = encoded(1 << 3 | 2)  # FileDescriptorSet.file
    descriptors = [with_reflection(descriptor_of(path)) for path in files]
    output.write_bytes(b"".join(one + encoded(len(d)) + d for d in descriptors))


if __name__ == "__main__":
    main()
