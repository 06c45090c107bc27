#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the rules of CONTRIBUTING.md that a compiler does not: what each layer may include, and how files begin.

usage: check_layers.py ROOT        prints every breach and exits with 1 if there is one
       check_layers.py --self-test checks that breaches are found
"""
import pathlib
import re
import sys

TORCH = ("torch/", "ATen/", "c10/")
QT = re.compile(r"^Q[A-Z][A-Za-z0-9]*$|^Qt[A-Z][A-Za-z]*/")
QT_WIDGETS = re.compile(r"^QtWidgets/|^Q(Widget|Dialog|MainWindow|Label|PushButton|Layout|Application|Action|Menu)$")
SOURCE = re.compile(r"\.(h|cpp)$")
MAX_LINES = 400

# Folder (the longest match counts) -> (our folders that it may include, may it see Qt, torch)
LAYERS = {
    "core/domain": (["core/domain"], False, False),
    "core/protocol": (["core/protocol", "core/domain"], False, False),
    "core": (["core", "models/catalog"], True, False),
    "models/catalog": (["models/catalog", "core/protocol"], False, False),
    "models": (["models", "core/protocol", "core/domain"], False, True),
    "widgets": (["widgets", "core", "models/catalog"], True, False),
    "app/camera": (["core/domain"], False, False),
    "app/studio": (["app/studio", "widgets", "core", "models/catalog"], True, False),
    "app/engine": (["app/engine", "models", "core/protocol", "core/domain"], False, True),
}


def layer_of(path):
    matches = [folder for folder in LAYERS if path.startswith(folder + "/")]
    return max(matches, key=len) if matches else None


def breaches_of(path, text):
    """Yields one sentence for each rule that the file at `path` (relative, with slashes) breaks."""
    lines = text.splitlines()
    if not lines or "SPDX-License-Identifier: GPL-3.0-or-later" not in lines[0]:
        yield f"{path}:1: the first line must name the licence"
    if len(lines) > MAX_LINES:
        yield f"{path}: {len(lines)} lines, at most {MAX_LINES}: split it"
    if path.endswith(".h") and "#pragma once" not in text:
        yield f"{path}: no #pragma once"
    if not re.fullmatch(r"[a-z0-9_]+\.(h|cpp)", path.rsplit("/", 1)[-1]):
        yield f"{path}: file names are snake_case"
    layer = layer_of(path)
    if layer is None:
        return
    ours, may_qt, may_torch = LAYERS[layer]
    for number, line in enumerate(lines, 1):
        found = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if not found:
            continue
        name, where = found.group(1), f"{path}:{number}"
        top = name.split("/", 1)[0]
        if top in ("core", "models", "widgets", "app", "tests"):
            if not any(name.startswith(folder + "/") for folder in ours):
                yield f"{where}: {layer} must not include {name}"
        elif QT.match(name):
            if not may_qt:
                yield f"{where}: {layer} must not include Qt ({name})"
            elif layer == "core" and QT_WIDGETS.match(name):
                yield f"{where}: core must not include widgets ({name})"
        elif name.startswith(TORCH) and not may_torch:
            yield f"{where}: {layer} must not include torch ({name})"
        if line.lstrip().startswith("#include \"") and "/" not in name and not name.endswith(".moc"):
            yield f'{where}: include from the root: "folder/{name}"'


def doubles_of(headers):
    """Yields one sentence for each type that two headers define: the linker would mix them up in silence."""
    first = {}
    for path, text in headers:
        namespace = "models" if path.startswith("models/") and "models/catalog/" not in path else ""
        for name in re.findall(r"^(?:class|struct|enum class) (\w+)(?: final)?(?:\s*:(?!:)[^;{]*)?\s*\{", text, re.MULTILINE):
            if first.setdefault((namespace, name), path) != path:
                yield f"{path}: {name} is also defined in {first[namespace, name]}: rename one"


def check(root):
    found = []
    headers = []
    for top in ("core", "models", "widgets", "app", "tests"):
        for file in sorted((root / top).rglob("*")):
            if SOURCE.search(file.name):
                path, text = file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")
                found += breaches_of(path, text)
                if file.suffix == ".h" and top != "tests":
                    headers.append((path, text))
    found += doubles_of(headers)
    for file in sorted(root.rglob("CMakeLists.txt")):
        if "build" not in file.relative_to(root).parts and re.search(r"file\s*\(\s*GLOB", file.read_text()):
            found.append(f"{file.relative_to(root)}: list sources by name, not by file(GLOB)")
    return found


def self_test():
    head = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
    bad = [
        ("core/domain/x.cpp", head + "#include <QString>\n"),
        ("core/domain/x.cpp", head + '#include "core/protocol/message.h"\n'),
        ("core/jobs/x.cpp", head + "#include <QWidget>\n"),
        ("core/jobs/x.cpp", head + "#include <torch/torch.h>\n"),
        ("widgets/common/x.cpp", head + '#include "models/melody_rnn/melody_rnn.h"\n'),
        ("models/runtime/x.cpp", head + "#include <QObject>\n"),
        ("app/engine/x.cpp", head + '#include "core/jobs/job.h"\n'),
        ("core/domain/x.cpp", "#include <vector>\n"),
        ("core/domain/CamelCase.cpp", head),
        ("core/domain/x.cpp", head + "\n" * MAX_LINES),
        ("core/domain/x.h", head),
        ("core/domain/x.cpp", head + '#include "x.h"\n'),
    ]
    good = [
        ("widgets/common/x.cpp", head + '#include "models/catalog/model_catalog.h"\n#include <QWidget>\n'),
        ("models/runtime/x.cpp", head + '#include "core/protocol/job_request.h"\n#include <torch/torch.h>\n'),
    ]
    for path, text in bad:
        assert list(breaches_of(path, text)), f"not found: {path} {text!r}"
    doubles = [("core/domain/a.h", "struct A final : B\n{\n"), ("core/jobs/a.h", "class A {\n")]
    assert len(list(doubles_of(doubles))) == 1
    assert not list(doubles_of([doubles[0], ("models/x/a.h", "struct A\n{\n"), ("core/x.h", "struct A;\n")]))
    for path, text in good:
        assert not list(breaches_of(path, text)), list(breaches_of(path, text))


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        self_test()
        sys.exit(0)
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    breaches = check(pathlib.Path(sys.argv[1]))
    print("\n".join(breaches) or "The layers hold.")
    sys.exit(1 if breaches else 0)
