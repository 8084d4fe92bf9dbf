// The switch between light and dark, remembered over the pages; and the diagrams, where what draws them is there.
const root = document.documentElement;
root.classList.add('scripted');
const remembered = {
  get theme() { try { return localStorage.getItem('cnn-report-theme'); } catch { return null; } },
  set theme(value) { try { localStorage.setItem('cnn-report-theme', value); } catch { /* a file may have no storage */ } },
};
const isDark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
const button = document.getElementById('theme');
const show = () => { button.textContent = isDark() ? '☀ light' : '☾ dark'; };
if (['dark', 'light'].includes(remembered.theme)) root.dataset.theme = remembered.theme;
button.addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  remembered.theme = root.dataset.theme;
  show();
});
show();
document.querySelector('nav .here')?.scrollIntoView({ block: 'nearest', inline: 'center' });

const diagrams = [...document.querySelectorAll('pre.mermaid')];
if (diagrams.length) {
  const library = document.createElement('script');
  library.src = new URL('mermaid.js', document.currentScript?.src ?? document.querySelector('script[src$="site.js"]').src);
  library.onload = () => {
    for (const diagram of diagrams) diagram.textContent = diagram.textContent;
    mermaid.initialize({ startOnLoad: false, theme: isDark() ? 'dark' : 'neutral', securityLevel: 'strict' });
    mermaid.run({ nodes: diagrams });
  };
  document.head.append(library);
}
