/** The look of the sign-in pages; values of src/styles/tokens.css, since these pages load nothing. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --canvas: light-dark(#f4f5f7, #15171b);
  --surface: light-dark(#ffffff, #1c1f24);
  --hover: light-dark(#f0f2f5, #262a31);
  --pressed: light-dark(#e5e8ec, #2e333b);
  --line: light-dark(#dfe2e7, #32373f);
  --line-strong: light-dark(#82899a, #7a8290);
  --text: light-dark(#1b1f27, #eceef2);
  --muted: light-dark(#565e6c, #a6adb9);
  --accent: light-dark(#2458c5, #85a9f2);
  --accent-hover: light-dark(#1f4dae, #9dbaf5);
  --accent-text: light-dark(#ffffff, #10151f);
  --accent-soft: light-dark(#e9eefa, #22304d);
  --error: light-dark(#b3261e, #ff8f86);
  --error-soft: light-dark(#fce9e7, #43211f);
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column;
  background: var(--canvas); color: var(--text);
  font: 400 16px/1.5 'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', sans-serif;
}
main {
  width: 100%; max-width: 420px; margin: auto;
  padding: max(24px, env(safe-area-inset-top)) max(20px, env(safe-area-inset-right))
    max(24px, env(safe-area-inset-bottom)) max(20px, env(safe-area-inset-left));
}
.mark { display: flex; align-items: center; gap: 10px; margin: 0 0 28px; font-weight: 600; letter-spacing: -0.01em; }
.mark svg { width: 24px; height: 28px; color: var(--accent); flex: none; }
h1 { margin: 0 0 20px; font-size: 24px; line-height: 1.25; font-weight: 600; letter-spacing: -0.015em; text-wrap: balance; }
h1 + p { margin: -12px 0 20px; color: var(--muted); text-wrap: pretty; }
h2 { margin: 0; font-size: 14px; font-weight: 500; color: var(--muted); }
label { display: block; margin: 0 0 6px; font-size: 14px; font-weight: 500; }
input {
  display: block; width: 100%; height: 44px; margin: 0 0 16px; padding: 0 12px; border: 1px solid var(--line-strong);
  border-radius: 6px; background: var(--surface); color: inherit; font: inherit;
}
input[aria-invalid='true'] { border-color: var(--error); }
.hint { margin: -10px 0 16px; font-size: 14px; color: var(--muted); }
.hint.bad { color: var(--error); }
.hint:empty { display: none; }
button, .button {
  display: block; width: 100%; min-height: 44px; padding: 10px 16px; border: 1px solid transparent; border-radius: 6px;
  background: var(--accent); color: var(--accent-text); font: inherit; font-weight: 500; line-height: 22px;
  text-align: center; text-decoration: none; cursor: pointer;
}
button:hover, .button:hover { background: var(--accent-hover); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
input:focus-visible { outline-offset: -1px; border-color: var(--accent); }
.alert {
  margin: 0 0 20px; padding: 12px 14px; border-radius: 6px; background: var(--error-soft); color: var(--error);
  font-size: 15px; text-wrap: pretty;
}
.demo { margin-top: 32px; padding-top: 24px; border-top: 1px solid var(--line); }
.demo ul { margin: 12px 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; background: var(--surface); }
.demo li + li { border-top: 1px solid var(--line); }
.demo button {
  display: grid; grid-template-columns: 32px 1fr; column-gap: 12px; align-items: center; min-height: 52px; padding: 8px 12px;
  border: 0; border-radius: 0; background: none; color: inherit; text-align: start; font-weight: 400; line-height: 1.3;
}
.demo button:hover { background: var(--hover); }
.demo button:active { background: var(--pressed); }
.demo button:focus-visible { outline-offset: -2px; }
.face {
  display: grid; place-items: center; width: 32px; height: 32px; border-radius: 50%; background: var(--accent-soft);
  color: var(--accent); font-size: 12px; font-weight: 600;
}
.who { min-width: 0; }
.who b, .who span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.who b { font-weight: 500; font-size: 15px; }
.who span { font-size: 13px; color: var(--muted); }
.demo p { margin: 0; font-size: 13px; color: var(--muted); }
@media (min-width: 640px) {
  main { padding: 40px; }
  .card { padding: 40px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); }
  main { max-width: 500px; }
}
@media (min-width: 1024px) {
  .wide main { max-width: 900px; }
  .wide .card { display: grid; grid-template-columns: 1fr 1fr; column-gap: 80px; align-items: start; padding: 48px 56px; }
  .wide .demo { position: relative; margin: 0; padding: 0; border: 0; }
  .wide .demo::before { content: ''; position: absolute; inset: 0 auto 0 -40px; border-inline-start: 1px solid var(--line); }
}
@media (pointer: fine) and (min-width: 640px) {
  body { font-size: 14px; }
  input, button, .button { height: 40px; min-height: 40px; padding-block: 8px; }
  .demo button { height: auto; min-height: 48px; }
  .alert, .who b { font-size: 14px; }
}
@media (prefers-contrast: more) { :root { --line: var(--line-strong); --muted: var(--text); } }
@media (forced-colors: active) {
  button, .button, .face, .alert { border: 1px solid ButtonText; }
  .demo button { border: 0; }
}
`;
