// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Will the module be there after the next boot: is it installed for every
 * kernel, may it be loaded, and is it the one that is loaded now?
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "../lib/module.h"
#include "doctor.h"

#define FILE_MAX	(1 << 20)	/* no key or list of keys is larger */

static bool exists(const char *format, const char *version)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), format, version);
	return !access(path, F_OK);
}

/* Directories of removed kernels stay behind; only what boots counts. */
static bool boots(const char *version)
{
	return exists("/boot/vmlinuz-%s", version) ||
	       exists("/boot/vmlinux-%s", version) ||
	       exists("/lib/modules/%s/vmlinuz", version);
}

static void look_at_kernel(struct doctor *doctor, const char *version,
			   bool running)
{
	char directory[PATH_MAX], advice[256];
	struct cordon_module installed;

	snprintf(directory, sizeof(directory), "/lib/modules/%s", version);
	if (cordon_module_installed(directory, &installed))
		return;
	if (exists("/lib/modules/%s/build/Makefile", version))
		snprintf(advice, sizeof(advice), "dkms autoinstall -k %s",
			 version);
	else
		snprintf(advice, sizeof(advice),
			 "its headers are missing, too: apt-get install linux-headers-%s, then dkms autoinstall -k %s",
			 version, version);
	doctor_say(doctor, DOCTOR_BAD, version, advice,
		   "%s kernel has no module camcordon installed: after a boot into it nothing is closed by it",
		   running ? "the running" : "this installed");
}

void doctor_kernels(struct doctor *doctor)
{
	DIR *dir = opendir("/lib/modules");
	struct dirent *entry;
	struct utsname name;

	uname(&name);
	look_at_kernel(doctor, name.release, true);
	if (!dir) {
		doctor_cannot(doctor, NULL, "/lib/modules: %s", strerror(errno));
		return;
	}
	while ((entry = readdir(dir)))
		if (*entry->d_name != '.' && strcmp(entry->d_name, name.release) &&
		    boots(entry->d_name))
			look_at_kernel(doctor, entry->d_name, false);
	closedir(dir);
}

/* Reads all of a file; NULL without it. The caller frees it. */
static unsigned char *read_file(const char *path, size_t *size)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	unsigned char *data = malloc(FILE_MAX);
	ssize_t got = 0;

	*size = 0;
	while (file >= 0 && data && *size < FILE_MAX) {
		got = read(file, data + *size, FILE_MAX - *size);
		if (got <= 0)
			break;
		*size += (size_t)got;
	}
	if (file < 0 || got < 0) {
		free(data);
		data = NULL;
	}
	if (file >= 0)
		close(file);
	return data;
}

#define EFIVARS		"/sys/firmware/efi/efivars/"
#define SECURE_BOOT	EFIVARS "SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
/* The keys this machine's owner enrolled, as shim lists them. */
#define OWNERS_KEYS	EFIVARS "MokListRT-605dab50-e046-4300-abb6-3dd810dd8b23"
#define DKMS_KEY	"/var/lib/dkms/mok.pub"

/* -1: cannot be read. Four bytes of attributes stand before the value. */
static int is_secure_boot_on(void)
{
	unsigned char *value;
	size_t size;
	int on = -1;

	if (access("/sys/firmware/efi", F_OK))
		return 0;
	value = read_file(SECURE_BOOT, &size);
	if (value && size >= 5)
		on = value[4] == 1;
	else if (!value && errno == ENOENT && !access(EFIVARS ".", R_OK))
		on = 0;
	free(value);
	return on;
}

/* Is DKMS's certificate among the enrolled ones, byte by byte? */
static bool is_key_enrolled(void)
{
	size_t key_size, keys_size;
	unsigned char *key = read_file(DKMS_KEY, &key_size);
	unsigned char *keys = read_file(OWNERS_KEYS, &keys_size);
	bool enrolled = key && keys && key_size &&
			memmem(keys, keys_size, key, key_size);

	free(key);
	free(keys);
	return enrolled;
}

static void look_at_signature(struct doctor *doctor)
{
	struct cordon_module installed;

	if (!cordon_module_installed(NULL, &installed))
		doctor_cannot(doctor, NULL,
			      "Secure Boot is on, and no module is installed");
	else if (!installed.is_signed)
		doctor_say(doctor, DOCTOR_BAD, NULL,
			   "have DKMS sign it, see mok_signing_key in dkms(8), and build it again",
			   "Secure Boot is on and the installed module is not signed: the kernel will not load it");
	else if (!is_key_enrolled())
		doctor_say(doctor, DOCTOR_BAD, NULL,
			   "mokutil --import " DKMS_KEY ", then confirm it at the next boot",
			   "Secure Boot is on and DKMS's key is not enrolled: the kernel will not load the module");
	else
		doctor_say(doctor, DOCTOR_OK, NULL, NULL,
			   "Secure Boot is on, the module is signed and DKMS's key is enrolled");
}

void doctor_secure_boot(struct doctor *doctor)
{
	int on = is_secure_boot_on();

	if (on < 0)
		doctor_cannot(doctor, NULL, "the state of Secure Boot: "
			      SECURE_BOOT ": %s", strerror(errno));
	else if (on)
		look_at_signature(doctor);
}

void doctor_version(struct doctor *doctor)
{
	char version[CORDON_VERSION_TEXT], source[CORDON_VERSION_TEXT];
	struct cordon_module installed;

	if (!doctor->loaded || !cordon_module_installed(NULL, &installed)) {
		doctor_cannot(doctor, NULL, "there are not both a loaded and an installed module");
		return;
	}
	doctor_line_in("/sys/module/camcordon/version", version, sizeof(version));
	doctor_line_in("/sys/module/camcordon/srcversion", source, sizeof(source));
	if (strcmp(version, installed.version))
		doctor_say(doctor, DOCTOR_WARN, NULL,
			   "reboot when it suits: the installed one takes over then",
			   "version %s is loaded, %s is installed", version,
			   installed.version);
	else if (*source && *installed.source &&
		 strcmp(source, installed.source))
		doctor_say(doctor, DOCTOR_WARN, NULL,
			   "reboot when it suits: the installed one takes over then",
			   "another build of version %s is loaded than is installed",
			   version);
}
