/** How the page looks: light or dark as the reader's machine is, and whole on a telephone. */
export const STYLE = `
:root{color-scheme:light dark;--line:#d8dce2;--soft:#f5f6f8;--link:#0b5cad;--dim:#5b6470}
@media (prefers-color-scheme:dark){:root{--line:#3a414b;--soft:#1d2127;--link:#7cb7ff;--dim:#a4adb8}}
*{box-sizing:border-box}
body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:72rem;margin:0 auto;padding:1rem}
a{color:var(--link)}
h1{font-size:1.7rem;line-height:1.25}
h2{font-size:1.35rem;margin-top:2.5rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
h3{font-size:1rem;margin:0;overflow-wrap:anywhere}
p{margin:.5rem 0}
code,pre{font:.9em/1.5 ui-monospace,Consolas,monospace}
code{background:var(--soft);padding:.05em .3em;border-radius:.25em;overflow-wrap:anywhere}
pre{background:var(--soft);padding:.7rem;border-radius:.4rem;overflow-x:auto}
.curl{white-space:pre-wrap;overflow-wrap:anywhere}
article{border:1px solid var(--line);border-radius:.6rem;padding:1rem;margin:1rem 0}
article h3 span{display:inline-block;min-width:4.2em;text-align:center;border-radius:.3em;color:#fff;background:#44505c;font-size:.8rem;padding:.1em .4em}
article h3 .get{background:#1b6b3a}article h3 .post{background:#0b5cad}article h3 .patch{background:#8a5a00}article h3 .delete{background:#a3262a}
.summary{font-weight:600}
small,.answers{color:var(--dim)}
dl{margin:.6rem 0}dt{margin-top:.4rem}dd{margin:0 0 0 1rem}dd p{margin:0}
summary{cursor:pointer;padding:.35rem 0}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1rem}
`;
