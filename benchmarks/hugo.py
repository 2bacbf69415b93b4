"""The peer of ``itemkit publish``: the same items as a site for Hugo, with one plain template.

The template shows what an item says, list by list, without looking at what it means: nothing is put into words, no code
is looked up, there is no search and nothing to download. It is the least that a site of these items could be.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from itemkit.model.kinds import ITEM_KIND
from itemkit.source.catalog import Catalog
from itemkit.source.trees import DiskTree
from itemkit.source.wholes import Reader, Record

_CONFIG = """\
baseURL = "https://example.org/"
languageCode = "zh-CN"
title = "目录"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
"""
_SINGLE = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body>
<main>
<h1>{{ .Title }}</h1>
{{ with .Params.item }}
<dl>
{{ range $key, $value := . }}{{ if not (or (reflect.IsSlice $value) (reflect.IsMap $value)) }}
<dt>{{ $key }}</dt><dd>{{ $value }}</dd>
{{ end }}{{ end }}
</dl>
{{ with .conditions }}<h2>受理条件</h2><ol>{{ range . }}<li>{{ . }}</li>{{ end }}</ol>{{ end }}
{{ with .situations }}<h2>情形</h2>
{{ range . }}<h3>{{ .question }}</h3><ul>{{ range .options }}<li>{{ . }}</li>{{ end }}</ul>{{ end }}
{{ end }}
{{ with .materials }}<h2>申请材料</h2>
<ol>
{{ range . }}<li>{{ .name }}
{{ range .any_of }}<p>{{ .name }} {{ .form }} {{ .copies }} {{ .source }} {{ .note }}</p>{{ end }}
<dl>{{ range $key, $value := . }}{{ if not (or (reflect.IsSlice $value) (reflect.IsMap $value)) }}
<dt>{{ $key }}</dt><dd>{{ $value }}</dd>{{ end }}{{ end }}
</dl>
{{ with .mistakes }}<ul>{{ range . }}<li>{{ . }}</li>{{ end }}</ul>{{ end }}</li>{{ end }}
</ol>
{{ end }}
{{ with .steps }}<h2>办理流程</h2><ol>{{ range . }}<li>{{ .name }} {{ .days }} {{ .by }}</li>{{ end }}</ol>{{ end }}
{{ with .time_limit }}<h2>办结时限</h2>
<p>{{ with .statutory }}{{ .days }} {{ .unit }}{{ end }} {{ with .promised }}{{ .days }} {{ .unit }}{{ end }}</p>
{{ end }}
{{ with .fees }}<h2>收费</h2>
<ul>{{ range . }}<li>{{ .name }} {{ .amount }} {{ .standard }}</li>{{ end }}</ul>{{ end }}
{{ with .results }}<h2>办理结果</h2><ul>{{ range . }}<li>{{ .name }} {{ .note }}</li>{{ end }}</ul>{{ end }}
{{ with .windows }}<h2>办理窗口</h2>
<ul>{{ range . }}<li>{{ .place }} {{ .address }} {{ .hours }} {{ .phone }}</li>{{ end }}</ul>{{ end }}
{{ with .basis }}<h2>设定依据</h2>
<ul>{{ range . }}<li>{{ .law }} {{ .number }} {{ .article }}</li>{{ end }}</ul>{{ end }}
{{ with .faq }}<h2>常见问题</h2>{{ range . }}<h3>{{ .q }}</h3><p>{{ .a }}</p>{{ end }}{{ end }}
{{ end }}
</main>
</body>
</html>
"""
_LIST = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body>
</html>
"""
_LAYOUTS = {"_default/single.html": _SINGLE, "_default/list.html": _LIST, "index.html": _LIST}


def as_json(data: dict[str, Any]) -> str:
    """A content file with JSON front matter."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_yaml(data: dict[str, Any]) -> str:
    """A content file with YAML front matter."""
    return f"---\n{yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)}---\n"


FRONT_MATTERS: dict[str, Callable[[dict[str, Any]], str]] = {"YAML": as_yaml, "JSON": as_json}


def make_site(catalog: Catalog, root: Path, front_matter: str) -> int:
    """Write the source of a site of all items, resolved with their standards; how many that are.

    Args:
        catalog: the items.
        root: where the site will be.
        front_matter: one of `FRONT_MATTERS`.
    """
    content = root / "content" / "i"
    content.mkdir(parents=True)
    (root / "config.toml").write_text(_CONFIG, "utf-8")
    for name, layout in _LAYOUTS.items():
        target = root / "layouts" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(layout, "utf-8")
    reader = Reader(DiskTree(catalog))
    records = reader.records(ITEM_KIND.name, catalog.find().files[ITEM_KIND.name])
    items = [dict(one.whole) for one in records if isinstance(one, Record)]
    for number, item in enumerate(items):
        plain = json.loads(json.dumps(item, default=str))
        text = FRONT_MATTERS[front_matter]({"title": item["name"], "item": plain})  # below a key of its own: Hugo has
        (content / f"{item.get('code', f'x{number}')}.md").write_text(text, "utf-8")  # meanings for some of ours
    return len(items)
