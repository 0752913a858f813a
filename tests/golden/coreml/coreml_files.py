"""Saves Core ML models so that the same model always gives the same bytes, for make_networks.py and make_operators.py.

coremltools names the items of a package by random identifiers and a zip archive records times: both are replaced here.
"""
import json
import pathlib
import shutil
import tempfile
import uuid
import zipfile

import coremltools as ct
import numpy as np

ZIP_TIME = (2020, 1, 1, 0, 0, 0)


def save_neural_network(model: ct.models.MLModel, path: pathlib.Path) -> None:
    path.write_bytes(model.get_spec().SerializeToString(deterministic=True))


def save_package(model: ct.models.MLModel, path: pathlib.Path) -> None:
    """Saves an ML Program as a folder NAME.mlpackage, or as one file when the path ends in .zip."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / path.name.removesuffix(".zip")
        model.save(str(folder))
        normalise_package(folder)
        if path.suffix == ".zip":
            zip_folder(folder, path)
        else:
            shutil.rmtree(path, ignore_errors=True)
            shutil.copytree(folder, path)


def normalise_package(folder: pathlib.Path) -> None:
    """Makes the identifiers of a package's items from their paths, and writes the model's fields in a fixed order."""
    manifest_path = folder / "Manifest.json"
    manifest = json.loads(manifest_path.read_text())
    names = {old: str(uuid.uuid5(uuid.NAMESPACE_URL, item["path"])).upper()
             for old, item in manifest["itemInfoEntries"].items()}
    manifest["itemInfoEntries"] = {names[old]: item for old, item in manifest["itemInfoEntries"].items()}
    manifest["rootModelIdentifier"] = names[manifest["rootModelIdentifier"]]
    manifest_path.write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n")
    for model_path in folder.rglob("model.mlmodel"):
        spec = ct.proto.Model_pb2.Model.FromString(model_path.read_bytes())
        model_path.write_bytes(spec.SerializeToString(deterministic=True))


def zip_folder(folder: pathlib.Path, path: pathlib.Path, base: pathlib.Path | None = None) -> None:
    """All files of a folder, under their paths below `base` (else below the folder's parent)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(base or folder.parent).as_posix(), ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes(), compresslevel=9)


def write_values(values: np.ndarray, path: pathlib.Path) -> None:
    """Writes raw little-endian values: uint8 as they are, anything else as float32."""
    kind = "u1" if values.dtype == np.uint8 else "<f4"
    path.write_bytes(np.ascontiguousarray(values, dtype=kind).tobytes())


def operator_types(spec: ct.proto.Model_pb2.Model) -> list[str]:
    """The ML Program operators or neural network layers in a model, sorted, each once."""
    if spec.WhichOneof("Type") == "mlProgram":
        blocks = [b for f in spec.mlProgram.functions.values() for b in f.block_specializations.values()]
        return sorted({operator.type for block in blocks for operator in block.operations})
    kind = spec.WhichOneof("Type")
    return sorted({layer.WhichOneof("layer") for layer in getattr(spec, kind).layers})


def folder_bytes(path: pathlib.Path) -> int:
    return sum(p.stat().st_size for p in ([path] if path.is_file() else path.rglob("*")) if p.is_file())
