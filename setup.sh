#!/bin/sh
# Installs what the film (or its tests, or those on a cluster) needs of the system, or says in one line what to install.
#   sh setup.sh film|test|cluster
set -eu

film="ffmpeg libcairo2-dev libpango1.0-dev pkg-config gcc python3-dev python3-venv"
test="chromium openssl tesseract-ocr tesseract-ocr-ara tesseract-ocr-chi-sim tesseract-ocr-hin"
cluster="slurm-wlm munge"

missing=""
need() { "$@" >/dev/null 2>&1 || missing="$missing $1"; }

need command -v ffmpeg
need command -v pkg-config
need command -v cc
need pkg-config --exists cairo pangocairo
need "${PYTHON:-python3}" -c "import ensurepip, sysconfig, pathlib; assert pathlib.Path(sysconfig.get_path('include'), 'Python.h').exists()"
packages="$film"
if [ "${1:-film}" = test ]; then
    need sh -c "command -v chromium || command -v chromium-browser || command -v google-chrome"
    need command -v openssl
    need command -v tesseract
    for language in ara chi_sim hin; do
        tesseract --list-langs 2>/dev/null | grep -qx $language || missing="$missing tesseract-ocr-$language"
    done
    packages="$film $test"
fi
if [ "${1:-film}" = cluster ]; then
    need env PATH="$PATH:/usr/sbin" sh -c "command -v slurmctld && command -v slurmd && command -v munged && command -v srun"
    packages="$cluster"
fi
[ -n "$missing" ] || exit 0

if [ "${1:-film}" = cluster ] && ! command -v apt-get >/dev/null 2>&1; then
    echo "setup: install Slurm and MUNGE as your system has them: $missing" >&2
    exit 1
fi
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then as=""
    elif command -v sudo >/dev/null 2>&1; then as="sudo"
    else
        echo "setup: ask an administrator to run: apt-get install $packages" >&2
        exit 1
    fi
    echo "setup: installing $packages"
    $as apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $as apt-get install -y -qq --no-install-recommends $packages >/dev/null
elif [ "$(uname)" = Darwin ]; then
    echo "setup: run: brew install ffmpeg cairo pango pkg-config tesseract, and install Chrome for the tests" >&2
    exit 1
else
    echo "setup: install ffmpeg, the headers of Cairo and Pango, pkg-config, a C compiler and Python's headers" >&2
    exit 1
fi
