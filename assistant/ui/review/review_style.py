"""The trainer's page, on top of the common style sheet: the whole width for a statement next to its page.

Urgent help stays in view as the one line that small screens have, and its panel moves beneath the work.
"""
# ruff: noqa: E501  # a rule of CSS a line reads better than a property a line

_WIDE = ".st-key-page:has(.st-key-trainer)"

CSS = f"""
{_WIDE} > div > [data-testid="stHorizontalBlock"], {_WIDE} > [data-testid="stHorizontalBlock"] {{ flex-direction: column-reverse; gap: 2rem; }}
{_WIDE} > div > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"], {_WIDE} > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]
  {{ width: 100%; max-width: none !important; position: static !important; flex: 1 1 auto; }}
body:has(.st-key-trainer) .dsl-strip {{ display: block; background: var(--red); color: #fff; padding: .4rem 1rem; }}
body:has(.st-key-trainer) [data-testid="stHtml"] .dsl-strip a {{ color: #fff; }}
body:has(.st-key-trainer) .dsl-strip p {{ margin: 0; font-size: .95rem; }}
body:has(.st-key-trainer) [data-testid="stElementContainer"]:has(.dsl-strip) {{ position: sticky; top: 0; z-index: 90; }}
body:has(.st-key-trainer) [data-testid="stMain"] {{ scroll-padding-top: 4.5rem; }}
.st-key-trainer {{ gap: .8rem; }}
.st-key-trainer h3 {{ font-size: 1.1rem; padding: 0; margin: .5rem 0 0; }}
.st-key-trainer .dsl-step, .dsl-later {{ font-size: 1.35rem; margin: .4rem 0 0; padding: 0; scroll-margin-top: 6.5rem; }}
.dsl-done {{ border-left: 6px solid #0b5a34; background: #e4f3ea; padding: .5rem .85rem; margin: 0; max-width: 48rem; }} .dsl-done p {{ margin: 0; }}
.dsl-about {{ border-left: 6px solid var(--blue); padding: .1rem 0 .1rem 1rem; max-width: 60rem; }}
.dsl-about h2 {{ font-size: 1.2rem; margin: 0; padding: 0; }} .dsl-about p {{ margin: .25rem 0 0; }}
.dsl-flag {{ border: 2px solid var(--blue); padding: .3rem .6rem; font-weight: 600; margin: .4rem 0 0; max-width: 48rem; }}
.dsl-counts {{ display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin: 0 !important; padding: 0 !important; }}
.dsl-counts > div {{ display: flex; flex-direction: row-reverse; gap: .4rem; align-items: baseline; }}
.dsl-counts dt, .dsl-counts dd {{ margin: 0 !important; }} .dsl-counts dd {{ font-weight: 700; font-size: 1.25rem; }}
[class*="st-key-queued-"] {{ border-top: 1px solid var(--line); padding-top: .7rem; gap: .35rem; max-width: 60rem; }}
.dsl-queued h3 {{ margin: 0; }} .dsl-queued p {{ margin: .15rem 0 0; color: var(--dim); }} .dsl-queued .dsl-flag {{ color: var(--ink); display: inline-block; font-size: .9rem; }}
.st-key-trainer label p, .st-key-trainer [data-testid="stWidgetLabel"] p {{ font-size: 1rem; font-weight: 600; }}
.st-key-trainer [role="radiogroup"] label p, .st-key-trainer [data-testid="stCheckbox"] label p {{ font-weight: 400; font-size: 1.05rem; }}
.st-key-trainer [role="radiogroup"] [data-testid="stCaptionContainer"], .st-key-trainer [role="radiogroup"] [data-testid="stCaptionContainer"] p
  {{ font-size: .92rem !important; color: var(--dim) !important; opacity: 1; }}
.st-key-trainer [role="radiogroup"] {{ gap: .6rem; }}
.st-key-trainer [data-testid="stTextInputRootElement"], .st-key-trainer [data-baseweb="select"] > div, .st-key-trainer [data-baseweb="input"],
.st-key-trainer [data-baseweb="textarea"] {{ background: #fff; border-color: var(--ink); }}
.st-key-trainer [data-baseweb="textarea"]:focus-within {{ outline: 3px solid var(--focus); border-color: var(--ink) !important; }}
.st-key-trainer label:has(input[type="radio"]:focus-visible), .st-key-trainer label:has(input[type="checkbox"]:focus-visible)
  {{ outline: 3px solid var(--ink); outline-offset: 2px; box-shadow: 0 0 0 5px var(--focus); }}
.st-key-trainer [data-testid="stForm"] {{ padding: 0; max-width: 48rem; }}
.dsl-evidence {{ margin: 0 !important; }} .dsl-statement {{ font-size: 1.04rem; margin: .5rem 0 0; }}
.st-key-trainer .dsl-reference {{ font-size: .9rem; color: var(--dim); margin: .1rem 0 0; }}
.st-key-trainer textarea {{ background: #fff; border-color: var(--ink); }}
.st-key-trainer blockquote {{ max-width: 60rem; }}
.dsl-judged {{ max-width: 60rem; }} .dsl-judged tbody th {{ font-weight: 400; }}
@media (min-width: 60rem) {{
  .st-key-checking > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]:first-child,
  .st-key-checking > div > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]:first-child {{ position: sticky; top: 3.5rem; align-self: flex-start; }}
}}
@media (max-width: 60rem) {{
  .st-key-checking [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"]) {{ flex-direction: column; }}
  .st-key-checking [data-testid="stColumn"] {{ width: 100%; min-width: 0; flex: 1 1 auto; }}
  .dsl-judged thead {{ display: none; }}
  .dsl-judged, .dsl-judged tbody, .dsl-judged tr, .dsl-judged th, .dsl-judged td {{ display: block; border: 0; padding: .1rem 0; }}
  .dsl-judged tr {{ border-bottom: 1px solid var(--line); padding: .5rem 0; }}
  .dsl-judged td::before {{ content: attr(data-head) ": "; font-weight: 600; }}
}}
"""
