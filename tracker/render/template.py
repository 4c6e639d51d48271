"""The one Jinja2 template of the HTML face, as text: rendering must not touch a disk. Autoescape is on in page.py.

Every tag is closed, so that what it gives is well-formed XML too. <del> and <ins> carry the meaning for browsers and
screen readers, the <span> inside them the looks for mail programs that strip them, the signs the rest: those of the terminal, with a minus sign, after which no browser breaks a line.
"""

from __future__ import annotations

TEMPLATE = """\
{%- macro run(run) -%}
{%- if run.tone == 'deleted' -%}
{{ run.before }}<del><span class="sign sign-deleted">[−</span><span class="deleted">{{ run.core }}</span>\
<span class="sign sign-deleted">−]</span></del>{{ run.after }}
{%- elif run.tone == 'inserted' -%}
{{ run.before }}<ins><span class="sign sign-inserted">{+</span><span class="inserted">{{ run.core }}</span>\
<span class="sign sign-inserted">+}</span></ins>{{ run.after }}
{%- elif run.tone == 'kept' -%}
{{ run.text }}
{%- else -%}
<span class="moved">{{ run.text }}</span>
{%- endif -%}
{%- endmacro -%}

{%- macro remark(passage, ident) -%}
{%- if passage.move -%}
<span class="remark" id="{{ ident }}-move-{{ passage.move }}">(<a href="#{{ ident }}-moved-{{ passage.move }}">\
{{ passage.note }}, move {{ passage.move }}</a>)</span>{{ ' ' }}
{%- elif passage.note -%}
<span class="remark">({{ passage.note }})</span>{{ ' ' }}
{%- endif -%}
{%- endmacro -%}

{%- macro marked(passage, ident) -%}
{{ passage.lead }}{% if passage.note %}{{ remark(passage, ident) }}{% endif %}\
{% for one in passage.runs %}{{ run(one) }}{% endfor %}
{%- endmacro -%}

{%- macro gone(row, ident) -%}
{% if row.move %}<a class="remark" id="{{ ident }}-moved-{{ row.move }}" href="#{{ ident }}-move-{{ row.move }}">\
{{ '↓' if row.down else '↑' }} {{ row.words }} (move {{ row.move }})</a>\
{% else %}<span class="remark">{{ '↓' if row.down else '↑' }} {{ row.words }}</span>{% endif %}
{%- endmacro -%}

{%- macro place(row) -%}
{% if row.ident %} id="{{ row.ident }}"{% endif %}
{%- endmacro -%}

{%- macro folded(row) -%}
{% if row.href %}<a href="{{ row.href }}">… {{ row.words }} …</a>{% else %}… {{ row.words }} …{% endif %}
{%- endmacro -%}

{%- macro row_inline(row, ident) -%}
{%- if row.passages is defined %}
<p class="paragraph" dir="auto"{{ place(row) }}>{% for passage in row.passages %}{{ marked(passage, ident) }}{% endfor %}</p>
{% elif row.move is defined %}
<p class="fold" dir="auto">{{ gone(row, ident) }}</p>
{% else %}
<p class="fold">{{ folded(row) }}</p>
{% endif -%}
{%- endmacro -%}

{%- macro row_sides(row, ident) -%}
{%- if row.passages is defined %}
<tr{{ place(row) }}><td class="sides-cell" dir="auto">\
{% for passage in row.passages if passage.old %}{{ '' if loop.first else passage.lead }}\
{% for one in passage.old %}{{ run(one) }}{% endfor %}{% endfor %}</td>
<td class="sides-cell" dir="auto">\
{% for passage in row.passages if passage.new %}{{ '' if loop.first else passage.lead }}\
{% if passage.note %}{{ remark(passage, ident) }}{% endif %}\
{% for one in passage.new %}{{ run(one) }}{% endfor %}{% endfor %}</td></tr>
{% elif row.move is defined %}
<tr><td class="sides-cell" dir="auto">{% for one in row.runs %}{{ run(one) }}{% endfor %}</td>
<td class="sides-cell" dir="auto">{{ gone(row, ident) }}</td></tr>
{% else %}
<tr><td class="sides-cell" colspan="2"><span class="fold">{{ folded(row) }}</span></td></tr>
{% endif -%}
{%- endmacro -%}

{%- macro flag_list(flags, explain) -%}
<ul class="flags">
{% for flag in flags %}
<li class="flag flag-{{ flag.severity }}"{% if flag.ident %} id="{{ flag.ident }}"{% endif %}>
<p class="flag-head"><span class="severity severity-{{ flag.severity }}">{{ flag.symbol }} {{ flag.severity }}</span>
<span class="kind">· {{ flag.kind }}</span></p>
<p class="summary" dir="auto">{{ flag.summary or flag.kind }}</p>
{% if not flag.told and flag.before %}
<p class="side" dir="auto">{{ run(flag.deleted) }}</p>
{% endif %}
{% if not flag.told and flag.after %}
<p class="side" dir="auto">{{ run(flag.inserted) }}</p>
{% endif %}
{% if explain %}
<p class="fold" dir="auto">{{ flag.why }}</p>
{% endif %}
{% if flag.more %}
{{ flag.more }}
{% endif %}
</li>
{% endfor %}
</ul>
{% endmacro -%}

{%- macro meaning(view, level, explain) -%}
<h{{ level + 1 }} class="label">What changed\
{% if view.counts %}<span class="counts">: {{ view.counts }}</span>{% endif %}</h{{ level + 1 }}>
{% if view.flags %}
{{ flag_list(view.flags, explain) }}
{% endif %}
{% if view.verdict_line %}
<p class="said">{{ view.verdict_line }}</p>
{% endif %}
{% if view.silent_flags %}
<p class="fold" dir="auto">= {{ view.silent_flags }}</p>
{% endif %}
<h{{ level + 1 }} class="label">Disclosure</h{{ level + 1 }}>
<p class="said disclosure-{{ view.disclosure.verdict }}">{{ view.disclosure.words }}</p>
{% if view.disclosure.note %}
<blockquote class="note" dir="auto">“{{ view.disclosure.note }}”</blockquote>
{% endif %}
{% if view.disclosure.reasons %}
<ul class="reasons">
{% for reason in view.disclosure.reasons %}
<li>{{ reason }}</li>
{% endfor %}
</ul>
{% endif %}
{% endmacro -%}

{%- macro header(view, level, href) -%}
{% if view.header.title %}
<h{{ level }} class="change-title" dir="auto">{{ view.header.title }}</h{{ level }}>
{% endif %}
{% if view.header.source or view.header.url %}
<p class="change-where">{{ view.header.source }}{{ ' · ' if view.header.source and view.header.url }}\
{% if href %}<a href="{{ href }}" rel="noreferrer">{{ view.header.url }}</a>{% else %}{{ view.header.url }}{% endif %}</p>
{% endif %}
<p class="change-when">{{ view.header.old_label }} → {{ view.header.new_label }}\
{% if view.header.when %}<br/>{{ view.header.when }}{% endif %}</p>
{% endmacro -%}

{%- macro change(view, ident, level, href, side_by_side, explain) -%}
<div class="change" id="{{ ident }}">
{{ header(view, level, href) }}
{{ meaning(view, level, explain) }}
{% for section in view.sections %}
<div class="part part-{{ section.part }}"{% if view.language %} lang="{{ view.language }}"{% endif %}>
<h{{ level + 1 }} class="label" lang="en">{{ section.label }}</h{{ level + 1 }}>
{% if side_by_side %}
<table class="sides">
<thead><tr><th class="sides-head" scope="col">{{ view.header.old_label }}</th>
<th class="sides-head" scope="col">{{ view.header.new_label }}</th></tr></thead>
<tbody>
{% for row in section.rows %}{{ row_sides(row, ident) }}{% endfor %}
</tbody>
</table>
{% else %}
{% for row in section.rows %}{{ row_inline(row, ident) }}{% endfor %}
{% endif %}
</div>
{% endfor %}
</div>
{% endmacro -%}

{%- macro document(view, href, side_by_side, explain, css) -%}
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>{{ view.header.title or 'Change' }}: {{ view.header.old_label }} → {{ view.header.new_label }}</title>
<style>
{{ css }}</style>
</head>
<body{% if side_by_side %} class="wide"{% endif %}>
<main>
{{ change(view, 'change', 1, href, side_by_side, explain) }}
</main>
</body>
</html>
{% endmacro -%}
"""
