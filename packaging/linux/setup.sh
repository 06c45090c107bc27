# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./run, ./test and .ci/run: packages, LibTorch, configure, build. Every step is skipped when nothing changed.
# shellcheck shell=bash

set -uo pipefail
# One shared precompiled header would otherwise keep ccache from finding anything; paths inside a clone count as relative.
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime

readonly libtorch_version=2.13.0
readonly libtorch_folder="${XDG_CACHE_HOME:-$HOME/.cache}/solferino/libtorch-$libtorch_version"

# Each word is a package or, where distributions differ, the alternatives a|b in order of preference.
readonly engine_packages="cmake ninja-build ccache g++ pkg-config python3 python3-pip nlohmann-json3-dev libcli11-dev
    libsndfile1-dev libpugixml-dev libzip-dev libjpeg-dev libpng-dev libtiff-dev libwebp-dev doctest-dev"
readonly studio_packages="qt6-base-dev libqt6opengl6-dev qt6-tools-dev qt6-l10n-tools libqt6svg6-dev|qt6-svg-dev
    libqt6charts6-dev|qt6-charts-dev libqt6sql6-sqlite portaudio19-dev libfluidsynth-dev libgif-dev libopencv-videoio-dev
    fluid-soundfont-gm fonts-inter|fonts-dejavu-core"

say() { [ "${quiet:-0}" = 1 ] || printf '%s\n' "$*"; }

# fail STEP REMEDY [LOG]
fail() {
    printf 'error: %s failed. %s\n' "$1" "$2" >&2
    if [ $# -gt 2 ] && [ -f "$3" ]; then
        printf 'The end of %s:\n' "$3" >&2
        tail -n 25 "$3" >&2
    fi
    exit 1
}

# missing_packages LIST: prints the package names to install.
missing_packages() {
    local word name found installed known missing=
    # What an installed package provides counts too: Ubuntu merges packages of Qt that Debian splits.
    installed=" $(dpkg-query -W -f='${db:Status-Status} ${Package} ${Provides}\n' |
        sed -n 's/^installed //p' | tr ',\n' '  ') "
    for word in $1; do
        found=
        for name in ${word//|/ }; do
            if [[ $installed == *" $name "* ]]; then found=1; break; fi
        done
        [ -n "$found" ] || missing+="$word "
    done
    [ -n "$missing" ] || return 0
    # One question for all: each start of apt-cache may take a second.
    # shellcheck disable=SC2086
    known=" $(apt-cache show ${missing//|/ } 2>/dev/null | sed -n 's/^Package: //p' | tr '\n' ' ') "
    for word in $missing; do
        found=${word%%|*}
        for name in ${word//|/ }; do
            if [[ $known == *" $name "* ]]; then found=$name; break; fi
        done
        printf '%s ' "$found"
    done
}

# ensure_packages LIST
ensure_packages() {
    local missing log="$root/build/packages.log" sudo=
    if ! command -v apt-get >/dev/null; then
        compgen -G "$root/build/*/configured" >/dev/null && return 0
        say "This system has no apt. These must be installed by hand (Debian's names, a|b where one of them does):"
        say "$1"
        return 0
    fi
    missing=$(missing_packages "$1")
    [ -n "${missing// /}" ] || return 0
    mkdir -p "$root/build"
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || fail "Installing packages" "Run as root: apt-get install $missing"
        sudo=sudo
    fi
    $sudo apt-get update -qq >"$log" 2>&1 || fail "Updating the package lists" "Check the network." "$log"
    missing=$(missing_packages "$1")
    say "Installing packages: $missing"
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >"$log" 2>&1 ||
        fail "Installing packages" "Check the network and run: apt-get install $missing" "$log"
}

# Sets SOLFERINO_LIBTORCH to a folder that holds include/ and lib/.
ensure_libtorch() {
    local log="$root/build/libtorch.log" index=()
    if [ -n "${SOLFERINO_LIBTORCH:-}" ]; then
        [ -d "$SOLFERINO_LIBTORCH/include" ] ||
            fail "Finding LibTorch" "SOLFERINO_LIBTORCH=$SOLFERINO_LIBTORCH must name the folder that holds include/ and lib/."
        return 0
    fi
    SOLFERINO_LIBTORCH="$libtorch_folder/torch"
    export SOLFERINO_LIBTORCH
    [ -f "$libtorch_folder/complete" ] && return 0
    mkdir -p "$root/build" "$libtorch_folder.part"
    say "Installing LibTorch $libtorch_version into $libtorch_folder"
    if [ -n "${SOLFERINO_TORCH_INDEX:-}" ]; then
        index=(--index-url "$SOLFERINO_TORCH_INDEX")
    elif ! command -v nvidia-smi >/dev/null; then
        say "  No NVIDIA GPU is in sight, yet the usual wheel may be a CUDA build of several gigabytes."
        say "  SOLFERINO_TORCH_INDEX=URL names another wheel index, such as PyTorch's index of CPU wheels (200 MB);"
        say "  Ctrl+C now and set it to save the download."
    fi
    python3 -m pip --version >/dev/null 2>&1 ||
        fail "Installing LibTorch" "Install Python 3 with pip, or set SOLFERINO_LIBTORCH to a LibTorch that you have."
    # The wheel alone first: a CPU build needs nothing else from Python.
    install_wheel() {
        python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --upgrade \
            --target "$libtorch_folder.part" "${index[@]}" "$@" >>"$log" 2>&1 ||
            fail "Installing LibTorch" "Check the network, or set SOLFERINO_LIBTORCH to a LibTorch that you have." "$log"
    }
    : >"$log"
    install_wheel --no-deps "torch==$libtorch_version"
    if [ -e "$libtorch_folder.part/torch/lib/libtorch_cuda.so" ]; then
        say "  This is a CUDA build: fetching the CUDA libraries beside it."
        # In one go: --target replaces the folder that these packages share. The last two hold headers that training
        # steps are captured as graphs with; the engine does without where an index has no such package.
        (install_wheel "torch==$libtorch_version" nvidia-cuda-crt nvidia-cuda-cccl) 2>/dev/null || {
            say "  Some headers of CUDA are not to be had there: training on a GPU will be slower."
            install_wheel "torch==$libtorch_version"
        }
    fi
    rm -rf "$libtorch_folder"
    mv "$libtorch_folder.part" "$libtorch_folder"
    touch "$libtorch_folder/complete"
}

# configure PRESET FOLDER [CMake options...]: only when the options differ from the last time.
configure() {
    local preset=$1 folder=$2 log="$2/configure.log" wanted
    shift 2
    wanted="$preset ${SOLFERINO_LIBTORCH:-} $*"
    if [ -f "$folder/build.ninja" ] && [ "$(cat "$folder/configured" 2>/dev/null)" = "$wanted" ]; then
        return 0
    fi
    say "Configuring $preset"
    mkdir -p "$folder"
    cmake --preset "$preset" -S "$root" -B "$folder" -DSOLFERINO_LIBTORCH="${SOLFERINO_LIBTORCH:-}" \
        -DCMAKE_CXX_COMPILER_LAUNCHER="$(command -v ccache || true)" "$@" >"$log" 2>&1 ||
        fail "Configuring" "CMake says what it did not find; install that and try again." "$log"
    printf '%s' "$wanted" >"$folder/configured"
}

# build FOLDER [targets...]
build() {
    local folder=$1 log="$1/build.log"
    shift
    if ninja -C "$folder" -n "$@" 2>/dev/null | grep -q 'no work to do'; then
        return 0
    fi
    say "Building (log: ${log#"$root"/})"
    if [ -t 1 ] && [ "${quiet:-0}" != 1 ]; then
        ninja -C "$folder" "$@" 2>&1 | tee "$log" | sed -un 's/^\(\[[0-9]*\/[0-9]*\]\).*/\1/p' | tr '\n' '\r'
        [ "${PIPESTATUS[0]}" = 0 ] || fail "Building" "The log names the file and the line." "$log"
        printf '\n'
    else
        ninja -C "$folder" "$@" >"$log" 2>&1 || fail "Building" "The log names the file and the line." "$log"
    fi
}
