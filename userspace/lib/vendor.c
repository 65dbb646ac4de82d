// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <systemd/sd-hwdb.h>

#include "fail.h"
#include "map.h"
#include "vendor.h"

bool cordon_mac_is_local(const uint8_t mac[6])
{
	return mac[0] & 2;
}

/* The hwdb, opened at the first question; NULL: there is none. */
static sd_hwdb *hwdb(void)
{
	static sd_hwdb *opened;
	static bool tried;
	const char *path = secure_getenv(CORDON_VENDOR_HWDB_VARIABLE);

	if (!tried && (path ? sd_hwdb_new_from_path(path, &opened) :
			      sd_hwdb_new(&opened)) < 0)
		opened = NULL;
	tried = true;
	return opened;
}

static bool ask_hwdb(const uint8_t mac[6], char name[CORDON_VENDOR_TEXT])
{
	char alias[24];
	const char *found;

	/* as udev's net_id asks */
	snprintf(alias, sizeof(alias), "OUI:%02X%02X%02X%02X%02X%02X",
		 mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
	if (!hwdb() || sd_hwdb_get(hwdb(), alias, "ID_OUI_FROM_DATABASE", &found) < 0)
		return false;
	snprintf(name, CORDON_VENDOR_TEXT, "%s", found);
	return true;
}

/* The whole list of ieee-data, mapped at the first question. */
static const char *oui_text(size_t *len)
{
	static const char *text;
	static struct stat st;
	static bool tried;
	const char *path = secure_getenv(CORDON_VENDOR_OUI_VARIABLE);

	if (!tried)
		text = cordon_map_file(path ? path : CORDON_VENDOR_OUI, &st);
	tried = true;
	*len = (size_t)st.st_size;
	return text;
}

/* A line "00-00-5E   (hex)\t\tICANN, IANA Department" */
static bool ask_list(const uint8_t mac[6], char name[CORDON_VENDOR_TEXT])
{
	const char *text, *at, *end;
	char key[24];
	size_t len;

	text = oui_text(&len);
	if (!text)
		return false;
	snprintf(key, sizeof(key), "\n%02X-%02X-%02X   (hex)", mac[0], mac[1], mac[2]);
	at = memmem(text, len, key, strlen(key));
	if (!at)
		return false;
	at += strlen(key);
	while (at < text + len && (*at == ' ' || *at == '\t'))
		at++;
	end = at;
	while (end < text + len && *end != '\n' && *end != '\r')
		end++;
	snprintf(name, CORDON_VENDOR_TEXT, "%.*s", (int)(end - at), at);
	return end > at;
}

bool cordon_vendor_find(const uint8_t mac[6], char name[CORDON_VENDOR_TEXT])
{
	if (cordon_mac_is_local(mac) || (!ask_hwdb(mac, name) && !ask_list(mac, name)))
		return false;
	cordon_make_printable(name);
	return true;
}
