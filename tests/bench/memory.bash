# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash

# Kilobytes of the kernel's memory that are neither pages of files nor of programs.
kernel_memory() {
	local key value _ sum=0

	sync
	echo 3 >/proc/sys/vm/drop_caches
	sleep 0.5
	while read -r key value _; do
		case $key in
		Slab: | Percpu: | VmallocUsed:) sum=$((sum + value)) ;;
		esac
	done </proc/meminfo
	echo $sum
}
