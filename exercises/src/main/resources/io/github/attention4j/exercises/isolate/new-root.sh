# Runs a command in a root of its own, inside the namespaces that unshare made: what is given can be
# read, the command's own folder is in memory, nothing else is there. Every capability is given up.
# usage: new-root.sh OWN_FOLDER MEGABYTES [WHERE_IT_IS WHERE_IT_IS_FOUND] ... -- COMMAND ...
set -e
own=$1
size=$2
shift 2
root=$own/root
mkdir "$root"
mount -t tmpfs -o mode=755 tmpfs "$root"
mkdir "$root/proc" "$root/dev" "$root/tmp"
mount -t proc proc "$root/proc"
mount -t tmpfs -o "size=${size}m" tmpfs "$root/tmp"
mkdir -p "$root$own"
mount -t tmpfs -o "size=${size}m" tmpfs "$root$own"
for device in null zero random urandom; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
if [ -e "$own/socket" ]; then
  : >"$root$own/socket"
  mount --bind "$own/socket" "$root$own/socket"
fi
while [ "$1" != -- ]; do
  if [ -d "$1" ]; then
    mkdir -p "$root$2"
  else
    mkdir -p "$root${2%/*}"
    : >"$root$2"
  fi
  mount --bind "$1" "$root$2"
  mount -o remount,bind,ro "$root$2"
  shift 2
done
shift
mount -o remount,bind,ro "$root"
exec chroot "$root" /usr/bin/env -C "$own" \
  setpriv --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
