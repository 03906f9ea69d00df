// Beside the box to ask in: counts while it is typed in, and sends the draft a moment after the last key.
const box = () => document.querySelector('[data-testid="stChatInput"] textarea');

// A random number of this tab. It stays through a reload and goes with the tab; nothing that was typed is stored here.
const tab = () => {
  try {
    let known = sessionStorage.getItem('dsl-tab');
    if (!known) {
      known = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
      sessionStorage.setItem('dsl-tab', known);
    }
    return known;
  } catch { return ''; }
};

export default function ({ parentElement, data, setStateValue }) {
  const [count, warning] = parentElement.querySelectorAll('span, strong');
  const number = many => many.toLocaleString('en-GB');
  const write = (element, words) => { if (element.textContent !== words) element.textContent = words; };
  const show = () => {
    const length = Array.from(box()?.value ?? '').length, over = length - data.most;
    write(count, length ? `${number(length)} of ${number(data.most)} characters` : '');
    write(warning, over > 0 ? ` ${number(over)} too many: shorten it` : '');
  };
  let pending = 0;
  const send = () => { clearTimeout(pending); pending = 0; if (box()) setStateValue('draft', box().value); };
  const typed = event => {
    if (event.target !== box()) return;
    show();
    clearTimeout(pending);
    pending = setTimeout(send, 300);
  };
  const leave = () => { if (pending) send(); };
  const looking = setInterval(show, 300);  // the box is also emptied and filled without a key
  const events = [[document, 'input', typed], [document, 'focusout', leave], [window, 'pagehide', leave]];
  for (const [target, name, listener] of events) target.addEventListener(name, listener, true);
  setStateValue('tab', tab());
  show();
  return () => {
    clearInterval(looking);
    clearTimeout(pending);
    for (const [target, name, listener] of events) target.removeEventListener(name, listener, true);
  };
}
