/**
 * The whole style of a report, in its one `<style>` element. Its SHA-256 stands in the page's policy, so nothing else
 * can style the page; a test keeps `STYLE_HASH` true.
 */
export const STYLE = `:root{color-scheme:light dark;--bg:#f4f5f7;--card:#fff;--ink:#15181e;--soft:#555e6c;--line:#e0e3e8;--grid:#e9ebef;--code:#eef0f4;--a:#2f5fd0;--b:#b0590a;--c:#0b7a6f;--good:#137a3a;--fair:#9a5b00;--poor:#c02323;--info:#2f5fd0;--goodbg:#e4f4ea;--fairbg:#fcf0db;--poorbg:#fde9e8;--infobg:#e8eefb}
@media (prefers-color-scheme:dark){:root{--bg:#0e1116;--card:#171b22;--ink:#e8eaef;--soft:#a3acba;--line:#2a303a;--grid:#242a33;--code:#232933;--a:#82aaff;--b:#f0a35e;--c:#5ccdbf;--good:#5fd28c;--fair:#f0b455;--poor:#ff8b84;--info:#82aaff;--goodbg:#12301f;--fairbg:#35270d;--poorbg:#3b1a1a;--infobg:#1a2744}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
.page{max-width:1180px;margin:0 auto;padding:28px 24px 48px}
h1{font-size:26px;line-height:1.2;margin:0;letter-spacing:-.01em}
h2{font-size:18px;margin:36px 0 12px;letter-spacing:-.005em}
h3{font-size:15px;margin:0 0 8px}
p{margin:0 0 8px}
code{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;background:var(--code);padding:1px 5px;border-radius:4px;overflow-wrap:anywhere}
.soft{color:var(--soft)}
.small{font-size:13px}
header{display:flex;flex-wrap:wrap;gap:12px 24px;align-items:center;justify-content:space-between;margin-bottom:20px}
.badge{display:inline-block;padding:2px 10px;border-radius:999px;font-size:13px;font-weight:600;text-transform:capitalize;white-space:nowrap}
.badge.healthy,.badge.good,.badge.met,.badge.kept{background:var(--goodbg);color:var(--good)}
.badge.degraded,.badge.warning,.badge.medium,.badge.missed{background:var(--fairbg);color:var(--fair)}
.badge.critical,.badge.high,.badge.failed{background:var(--poorbg);color:var(--poor)}
.badge.info,.badge.unknown,.badge.low,.badge.neutral{background:var(--infobg);color:var(--info)}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 18px;margin:0;min-width:0}
.verdict{display:grid;grid-template-columns:auto 1fr;gap:20px 28px;align-items:center}
.verdict p{font-size:16px;margin:0 0 6px}
.verdict p:first-child{font-size:18px;font-weight:600;line-height:1.4}
.scores{display:flex;flex-wrap:wrap;gap:8px 28px;grid-column:1/-1;border-top:1px solid var(--line);padding-top:14px;justify-content:space-around}
.gauge{display:flex;align-items:center;gap:10px;font-size:14px;text-transform:capitalize}
.gauge.large{flex-direction:column;gap:4px;font-weight:600}
.gauge svg{display:block;width:44px;height:44px}
.gauge.large svg{width:116px;height:116px}
.gauge circle{fill:none;stroke-width:9;stroke-linecap:round}
.gauge .track{stroke:var(--grid)}
.gauge .value{font:700 30px system-ui,sans-serif;text-anchor:middle;fill:currentColor}
.gauge.good .arc{stroke:var(--good)}.gauge.fair .arc{stroke:var(--fair)}.gauge.poor .arc{stroke:var(--poor)}
.gauge.good .value{fill:var(--good)}.gauge.fair .value{fill:var(--fair)}.gauge.poor .value{fill:var(--poor)}.gauge.unknown .value{fill:var(--soft)}
.list{display:grid;gap:12px;list-style:none;margin:0;padding:0}
.finding{border-left:4px solid var(--info)}
.finding.warning{border-left-color:var(--fair)}.finding.critical{border-left-color:var(--poor)}
.head{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;margin-bottom:6px}
.finding ul{margin:8px 0 0;padding-left:20px;color:var(--soft)}
.grid2{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(340px,100%),1fr));gap:14px}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(130px,1fr));gap:12px 18px;margin:0 0 14px}
.facts div{min-width:0}
.facts dt{color:var(--soft);font-size:13px}
.facts dd{margin:0;font-size:19px;font-weight:600;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
.facts dd small{display:block;font-size:13px;font-weight:400;color:var(--soft);letter-spacing:0}
.chart{padding:12px 14px 6px}
.chart figcaption{display:flex;flex-wrap:wrap;gap:2px 12px;justify-content:space-between;font-size:14px}
.chart svg{display:block;width:100%;height:auto;margin-top:6px}
.legend{display:flex;gap:12px;font-size:12px;color:var(--soft)}
.key::before{content:"";display:inline-block;width:12px;height:3px;border-radius:2px;margin-right:5px;vertical-align:middle;background:var(--a)}
.key.b::before{background:var(--b)}.key.c::before{background:var(--c)}
.line{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round;stroke:var(--a)}
.line.b{stroke:var(--b)}.line.c{stroke:var(--c)}
.band{fill:var(--a);opacity:.16}.band.b{fill:var(--b)}.band.c{fill:var(--c)}
.grid{stroke:var(--grid);stroke-width:1;fill:none}
.tick{font:10.5px system-ui,sans-serif;fill:var(--soft)}
.end{text-anchor:end}.middle{text-anchor:middle}
.target{stroke:var(--good);stroke-width:1;stroke-dasharray:4 3;fill:none}
.target-label{fill:var(--good)}
.span{fill:var(--info);opacity:.1}.span.warning{fill:var(--fair);opacity:.14}.span.critical{fill:var(--poor);opacity:.14}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);font-size:13px;padding-bottom:6px}
th,td{text-align:left;padding:6px 10px;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;font-size:13px;color:var(--soft);white-space:nowrap}
td.n,th.n{text-align:right;white-space:nowrap}
tr:last-child td{border-bottom:0}
td code{background:none;padding:0}
.bar{display:block;width:84px;height:6px;margin:5px 0 0 auto}
.scroll+.scroll{margin-top:18px}
th:first-child,td:first-child{min-width:110px}
.bar .full{fill:var(--grid)}.bar .part{fill:var(--a)}
details{margin-top:14px}
summary{cursor:pointer;font-weight:600;font-size:14px}
summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--a);outline-offset:2px;border-radius:4px}
details>*+*{margin-top:10px}
footer{margin-top:36px;color:var(--soft);font-size:13px}
.same{margin-bottom:14px}
@media (max-width:640px){.page{padding:18px 14px 32px}.verdict{grid-template-columns:1fr;justify-items:center}.verdict .words{justify-self:stretch}.scores{justify-content:flex-start;justify-self:stretch}h1{font-size:22px}.card{padding:14px}.chart{padding:10px 10px 4px}th,td{padding:6px 8px}}
@page{size:A4;margin:14mm 12mm}
@media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#15181e;--soft:#555e6c;--line:#d5d9df;--grid:#e3e6ea;--code:#f0f1f4;--a:#2f5fd0;--b:#b0590a;--c:#0b7a6f;--good:#137a3a;--fair:#9a5b00;--poor:#c02323;--info:#2f5fd0;--goodbg:#e4f4ea;--fairbg:#fcf0db;--poorbg:#fde9e8;--infobg:#e8eefb}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}body{font-size:10.5pt}.page{max-width:none;padding:0}.card,tr,.gauge{break-inside:avoid}.card.flow{break-inside:auto}h2,h3,thead{break-after:avoid}.grid2{grid-template-columns:1fr 1fr}.scroll{overflow:visible}table{font-size:9pt}th,td{padding:4px 6px}thead{display:table-header-group}}
`;

/** SHA-256 of `STYLE`, base64. */
export const STYLE_HASH = 'gukvf/odPzrdMugbUVx9oft+8soSKFOaB452GBCuJ+k=';

/**
 * Policy of a report: nothing may load, run or be sent; only our style applies. For the page's `<meta>` and, where a
 * server sends reports, for its `Content-Security-Policy` header (with `frame-ancestors` added there as wanted).
 */
export const HTML_REPORT_CSP = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;
