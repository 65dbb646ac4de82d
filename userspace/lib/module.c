// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <libkmod.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "fail.h"
#include "module.h"

#define NAME "camcordon"

bool cordon_module_loaded(void)
{
	return !access("/sys/module/" NAME, F_OK);
}

/* The module where it is on the disk, or NULL. */
static struct kmod_module *find(struct kmod_ctx *context)
{
	struct kmod_list *list = NULL;
	struct kmod_module *module = NULL;

	if (!context || kmod_module_new_from_lookup(context, NAME, &list))
		return NULL;
	if (list)
		module = kmod_module_get_module(list);
	kmod_module_unref_list(list);
	if (module && kmod_module_get_path(module))
		return module;
	kmod_module_unref(module);
	return NULL;
}

static void take_info(const struct kmod_list *list, struct cordon_module *to)
{
	const struct kmod_list *at;

	kmod_list_foreach(at, list) {
		const char *key = kmod_module_info_get_key(at);
		const char *value = kmod_module_info_get_value(at);

		if (!strcmp(key, "version"))
			snprintf(to->version, sizeof(to->version), "%s", value);
		else if (!strcmp(key, "srcversion"))
			snprintf(to->source, sizeof(to->source), "%s", value);
		else if (!strcmp(key, "sig_id"))
			to->is_signed = true;
	}
}

bool cordon_module_installed(const char *directory, struct cordon_module *to)
{
	/* no configuration: a blacklist takes nothing away from the disk */
	const char *none = NULL;
	struct kmod_ctx *context = kmod_new(directory, &none);
	struct kmod_list *info = NULL;
	struct kmod_module *module;
	bool readable;

	*to = (struct cordon_module){ 0 };
	if (context)
		kmod_set_log_priority(context, 0);
	module = find(context);
	readable = module && !access(kmod_module_get_path(module), R_OK);
	if (readable && kmod_module_get_info(module, &info) >= 0) {
		take_info(info, to);
		kmod_module_info_free_list(info);
	}
	kmod_module_unref(module);
	kmod_unref(context);
	return readable;
}

int cordon_module_missing(void)
{
	struct utsname host;

	uname(&host);
	return cordon_fail(CORDON_REFUSED,
			   "there is no camcordon module for kernel %s: install linux-headers-%s, then 'dkms autoinstall' and 'systemctl restart camcordon'",
			   host.release, host.release);
}

static int fail_load(int error)
{
	switch (error) {
	case EKEYREJECTED:
	case ENOKEY:
	case EPERM:
		return cordon_fail(CORDON_REFUSED,
				   "the kernel does not accept the camcordon module: %s; with Secure Boot enrol the key it is signed with ('mokutil --import /var/lib/dkms/mok.pub', then start this host anew)",
				   strerror(error));
	case ENOEXEC:
		return cordon_fail(CORDON_REFUSED,
				   "the camcordon module was built for another kernel: 'dkms autoinstall --force', then 'systemctl restart camcordon'");
	default:
		return cordon_fail(CORDON_REFUSED,
				   "the camcordon module cannot be loaded: %s; 'dmesg' may say why",
				   strerror(error));
	}
}

int cordon_module_load(void)
{
	struct kmod_ctx *context = kmod_new(NULL, NULL);
	struct kmod_module *module = find(context);
	int error;

	if (!module) {
		kmod_unref(context);
		return cordon_module_missing();
	}
	error = kmod_module_probe_insert_module(module, 0, NULL, NULL, NULL, NULL);
	kmod_module_unref(module);
	kmod_unref(context);
	/* a positive one says that modprobe.d forbids it */
	if (error > 0)
		return cordon_fail(CORDON_REFUSED, "modprobe.d forbids the camcordon module");
	return error ? fail_load(-error) : 0;
}
