"""The style of what only the maintainer's pages show: wide tables, bars with their intervals, stages."""
# ruff: noqa: E501  # a rule of CSS a line reads better than a property a line

CSS = """
.st-key-look-after, .st-key-evaluations, .st-key-health { max-width: 48rem; }
.dsl-stages { margin: 0 !important; padding-left: 1.4rem !important; } .dsl-stages li { margin: 0 0 .2rem; }
.dsl-wide { overflow-x: auto; max-width: 100%; } .dsl-wide:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; box-shadow: 0 0 0 5px var(--focus); }
.dsl-table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
.dsl-table caption { text-align: left; font-weight: 600; padding: 0 0 .3rem; font-size: 1rem; }
.dsl-table th, .dsl-table td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border: 0; border-bottom: 1px solid var(--line); }
.dsl-table thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; } .dsl-table tbody th { font-weight: 600; min-width: 8rem; }
.st-key-page .dsl-table th, .st-key-page .dsl-table td { overflow-wrap: normal; } .dsl-table .dsl-n { white-space: nowrap; }
.dsl-bars { margin: .4rem 0 .6rem; }
.dsl-bar { display: grid; grid-template-columns: minmax(7rem, 15rem) 1fr 7.5rem; gap: 0 .9rem; align-items: center; min-height: 1.9rem; font-size: .92rem; }
.dsl-bar > span:first-child { overflow-wrap: anywhere; line-height: 1.25; } .dsl-bar > span:last-child { white-space: nowrap; font-variant-numeric: tabular-nums; }
.dsl-track { position: relative; height: 1.2rem; background: var(--pale); } .dsl-track > i { position: absolute; display: block; }
.dsl-track > .dsl-mean { top: 0; bottom: 0; background: #9bb8d3; } .dsl-track > .dsl-span { top: calc(50% - 1.5px); height: 3px; background: var(--blue); min-width: 2px; }
.dsl-track > .dsl-dot { top: calc(50% - 5px); width: 10px; height: 10px; margin-left: -5px; border-radius: 5px; background: var(--blue); }
.dsl-track > .dsl-zero { top: -.35rem; bottom: -.35rem; width: 2px; margin-left: -1px; background: var(--ink); }
.dsl-worst { border-top: 1px solid var(--line); padding: .7rem 0 .3rem; max-width: 48rem; } .dsl-worst h4 { font-size: 1.02rem; margin: 0; padding: 0; }
.dsl-worst p, .dsl-worst ul, .dsl-worst ol { margin: .2rem 0; font-size: .95rem; } .dsl-worst h5 { font-size: .92rem; margin: .4rem 0 0; padding: 0; }
.dsl-worst > div { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.5rem; } .dsl-worst li { overflow-wrap: anywhere; }
.dsl-file { border-bottom: 1px solid var(--line); padding: .6rem 0; max-width: 48rem; } .dsl-file h3 { font-size: 1.02rem; margin: 0; padding: 0; }
.dsl-file p, .dsl-file ul { margin: .2rem 0 0; font-size: .95rem; overflow-wrap: anywhere; }
.st-key-look-after [data-testid="stPageLink"] a { padding: 0; } .st-key-look-after [data-testid="stPageLink"] p { color: #1d5a96; text-decoration: underline; text-underline-offset: .15em; }
.st-key-look-after h2, .st-key-evaluations h2, .st-key-health h2 { font-size: 1.35rem; padding: .6rem 0 .2rem; margin: 0; }
.st-key-look-after label p, .st-key-evaluations label p { font-size: 1rem; }
.st-key-look-after [data-testid="stWidgetLabel"] p, .st-key-evaluations [data-testid="stWidgetLabel"] p { font-weight: 600; }
.st-key-evaluations [data-baseweb="select"] > div, .st-key-look-after [data-baseweb="select"] > div, .st-key-evaluations [data-testid="stTextInputRootElement"] { background: #fff; border-color: var(--ink); }
[class*="st-key-offer-"] { flex-wrap: nowrap !important; } [class*="st-key-offer-"] > div:first-child { flex: 0 0 15rem !important; }
[class*="st-key-offer-"] > div:last-child { flex: 1 1 auto !important; min-width: 0; } [class*="st-key-offer-"] button { width: 15rem; }
.st-key-health .dsl-facts > div { grid-template-columns: 14rem 1fr; } .st-key-health .dsl-facts dd { overflow-wrap: anywhere; }
@media (max-width: 60rem) {
  [class*="st-key-offer-"] { flex-direction: column !important; align-items: flex-start !important; gap: .2rem; }
  [class*="st-key-offer-"] > div:first-child, [class*="st-key-offer-"] > div:last-child { flex: 0 0 auto !important; }
  .st-key-health .dsl-facts > div { grid-template-columns: 1fr; }
  .dsl-bar { grid-template-columns: 1fr auto; margin-bottom: .5rem; } .dsl-track { grid-column: 1 / -1; grid-row: 2; } .dsl-track > .dsl-zero { top: 0; bottom: 0; }
  .dsl-worst > div { grid-template-columns: 1fr; }
}
"""
