# SPDX-License-Identifier: GPL-2.0-or-later
"""The chart of docs/performance.md: what each filter adds to a routed frame."""

KINDS = (("drop", "#b3443c"), ("pass", "#3c6fb3"), ("bystander", "#8a8f98"))
LEFT, WIDTH, BAR, GAP, TOP = 110, 470, 13, 14, 46


def rows_of_interest(rows):
    """Routed frames of 60 bytes, at the most cameras that all were measured with."""
    mine = [row for row in rows if row["topology"] == "routed" and row["frame"] == 60]
    counts = [row["cameras"] for row in mine if row["cameras"] <= 10000]
    return [row for row in mine if row["cameras"] == max(counts, default=0)]


def added(row, none, kind):
    """A drop does not take the way of a frame that nobody filters."""
    if row[kind] is None:
        return None
    return row[kind] if kind == "drop" else row[kind] - none[kind]


def text(x, y, words, style=""):
    return f'<text x="{x}" y="{y}" {style}>{words}</text>'


def bars(row, none, y, scale):
    yield text(LEFT - 8, y + BAR * 2, row["filter"], 'text-anchor="end"')
    for kind, colour in KINDS:
        value = added(row, none, kind)
        if value is None:
            yield text(LEFT + 4, y + BAR - 3, f"{kind}: not possible", 'fill="#666"')
        else:
            width = max(1, value * scale)
            yield (f'<rect x="{LEFT}" y="{y}" width="{width:.0f}" height="{BAR - 1}" '
                   f'fill="{colour}"/>')
            yield text(f"{LEFT + width + 4:.0f}", y + BAR - 3, f"{value:.0f}")
        y += BAR


def draw(rows):
    rows = rows_of_interest(rows)
    none = next((row for row in rows if row["filter"] == "none"), None)
    shown = [row for row in rows if row["filter"] != "none"] if none else []
    values = [added(row, none, kind) or 0 for row in shown for kind, _ in KINDS]
    scale = WIDTH / max(values, default=1)
    height = TOP + len(shown) * (BAR * len(KINDS) + GAP)
    cameras = rows[0]["cameras"] if rows else 0
    parts = ['<!-- SPDX-License-Identifier: GPL-2.0-or-later -->',
             f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 60}" '
             f'height="{height}" font-family="sans-serif" font-size="11">',
             '<rect width="100%" height="100%" fill="white"/>',
             text(8, 16, f"Guest instructions a filter adds to a routed 60-byte frame, "
                         f"cameras listed: {cameras} (fewer is better)", 'font-size="12"')]
    for number, (kind, colour) in enumerate(KINDS):
        x = LEFT + number * 100
        parts += [f'<rect x="{x}" y="24" width="10" height="10" fill="{colour}"/>',
                  text(x + 14, 33, kind)]
    for number, row in enumerate(shown):
        parts += bars(row, none, TOP + number * (BAR * len(KINDS) + GAP), scale)
    return "\n".join(parts + ["</svg>"]) + "\n"
