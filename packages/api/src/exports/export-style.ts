/** A light page that prints: serif text, one column, turns that keep their heading, code that wraps instead of being cut. */
export const exportStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 44rem; padding: 2rem 1.25rem; background: #fff; color: #1f1c18;
  font: 1rem/1.6 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6, th { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; line-height: 1.3; }
header { border-bottom: 1px solid #d9d3c9; margin-bottom: 2rem; }
header p, h2 time { color: #6b645a; font-size: .85rem; font-weight: 400; }
h1 { font-size: 1.6rem; margin: 0; }
article { margin: 0 0 2rem; }
article > h2 { font-size: .95rem; margin: 0 0 .5rem; break-after: avoid; }
article.user .text { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; background: #f6f3ee;
  border-radius: .4rem; padding: .1rem 1rem; }
.text h1, .text h2, .text h3 { font-size: 1.15rem; break-after: avoid; }
.reasoning { border-left: 3px solid #d9d3c9; color: #57514a; font-size: .9rem; margin: 0 0 1rem; padding-left: 1rem; }
.reasoning h3 { font-size: .8rem; margin: 0; }
pre { background: #f6f3ee; border-radius: .4rem; font-size: .85rem; overflow-x: auto; padding: .75rem 1rem; }
pre, code { font-family: ui-monospace, "Cascadia Mono", Consolas, Menlo, monospace; }
pre.long { background: none; font: inherit; padding: 0; white-space: pre-wrap; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
td, th { border: 1px solid #d9d3c9; padding: .3rem .6rem; }
th:not([align]) { text-align: left; }
blockquote { border-left: 3px solid #d9d3c9; color: #57514a; margin: 1rem 0; padding-left: 1rem; }
a { color: #7a2e1d; }
p { orphans: 3; widows: 3; }
@page { margin: 18mm 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  pre { overflow: visible; white-space: pre-wrap; }
  pre, blockquote, tr { break-inside: avoid; }
  a { color: inherit; }
}
`;
