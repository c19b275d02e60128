#!/bin/sh
# Runs the README's two commands on bare Debian systems, each built by debootstrap in a folder of its own.
#   sh tests/fresh_debian.sh FOLDER [bookworm|trixie …]     (as root; some 6 GB and an hour for each)
# A system that is there already is used again; the project in it is copied and installed anew.
set -eu

folder=${1:?say a folder}
shift
[ $# -gt 0 ] || set -- bookworm trixie
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
goals=${FRESH_GOALS:-film test}
sources=$(cd "$(dirname "$0")/.." && pwd)

[ "$(id -u)" = 0 ] || { echo "fresh-test: only root may build a system in a folder" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "fresh-test: apt-get install debootstrap" >&2; exit 1; }
mkdir -p "$folder"
[ "$(df -Pk "$folder" | awk 'END { print $4 }')" -gt 8000000 ] || { echo "fresh-test: 8 GB of disk are needed" >&2; exit 1; }

leave() {
    for each in dev/shm dev/pts dev proc sys; do
        if mountpoint -q "$system/$each"; then umount "$system/$each"; fi
    done
}

for release in "$@"; do
    system=$(cd "$folder" && pwd)/$release
    if [ ! -e "$system/ready" ]; then
        echo "fresh-test: $release: building a bare system in $system"
        debootstrap --variant=minbase --include=make,git,python3,ca-certificates "$release" "$system" "$mirror" >"$system.log" 2>&1 ||
            { echo "fresh-test: $release: debootstrap failed: $system.log" >&2; exit 1; }
        touch "$system/ready"
    fi
    # Certificates by which this machine reaches its package registries go along; its settings of apt and pip do not.
    cp /etc/resolv.conf "$system/etc/resolv.conf"
    cp /etc/ssl/certs/ca-certificates.crt "$system/etc/ssl/certs/ca-certificates.crt"
    rm -rf "$system/srv/film"
    git clone -q "$sources" "$system/srv/film"  # what is committed, as a person would get it
    trap leave EXIT INT TERM
    mount -t proc proc "$system/proc"
    mount -t sysfs sys "$system/sys"
    # Devices of its own: whoever deletes the folder while this runs must not delete those of the machine.
    mount -t tmpfs -o mode=755 dev "$system/dev"
    for node in "null 1 3" "zero 1 5" "full 1 7" "random 1 8" "urandom 1 9" "tty 5 0"; do
        set_node() { mknod -m 666 "$system/dev/$1" c "$2" "$3"; }
        # shellcheck disable=SC2086
        set_node $node
    done
    ln -s /proc/self/fd "$system/dev/fd"
    ln -s pts/ptmx "$system/dev/ptmx"
    mkdir -p "$system/dev/shm" "$system/dev/pts"
    mount -t devpts -o newinstance,ptmxmode=666 pts "$system/dev/pts"
    for goal in $goals; do
        echo "fresh-test: $release: make $goal"
        env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb \
            PIP_CERT=/etc/ssl/certs/ca-certificates.crt NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
            chroot "$system" sh -c "cd /srv/film && make $goal" ||
            { echo "fresh-test: $release: make $goal failed" >&2; exit 1; }
    done
    leave
    trap - EXIT INT TERM
    echo "fresh-test: $release: succeeded: make $goals"
done
