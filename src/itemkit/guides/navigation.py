"""Where every page leads: the kinds of pages that a site has, in the order of its menu, and what the foot adds."""

NAVIGATION = (
    ("index.html", "首页"),
    ("search.html", "搜索"),
    ("themes.html", "主题"),
    ("organs.html", "部门"),
    ("regions.html", "地区"),
    ("standards.html", "标准"),
    ("certificates.html", "证照"),
    ("bundles.html", "一件事"),
    ("data.html", "数据"),
)
"""The menu: file below the site, and what it is called."""

ABOUT = (("report.html", "统计"), ("data.html", "数据"), ("accessibility.html", "无障碍"))
"""The foot of every page."""
