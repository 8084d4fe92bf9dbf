// What the page can do besides being read. All of it works on what is in the document already.
const data = JSON.parse(document.getElementById('page-data').textContent);
const root = document.documentElement;
root.classList.add('scripted');

const element = (name, style, ...content) => {
  const made = document.createElement(name);
  if (style) made.className = style;
  made.append(...content);
  return made;
};

// Dark and light: as the system is, until somebody chooses. What cannot be remembered is not.
const remembered = {
  get theme() { try { return localStorage.getItem('cnn-report-theme'); } catch { return null; } },
  set theme(value) { try { localStorage.setItem('cnn-report-theme', value); } catch { /* a file may have no storage */ } },
};
const isDark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
const themeButton = document.getElementById('theme');
const showTheme = () => { themeButton.textContent = isDark() ? '☀ light' : '☾ dark'; };
if (['dark', 'light'].includes(remembered.theme)) root.dataset.theme = remembered.theme;
themeButton.addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  remembered.theme = root.dataset.theme;
  showTheme();
});
showTheme();

// Tables: a click on a heading sorts, another one turns it round.
const value = (row, column) => {
  const cell = row.cells[column];
  const number = cell.dataset.value;
  return number === undefined ? cell.textContent : number === '' ? -Infinity : Number(number);
};
const compare = (a, b) => typeof a === 'number' ? a - b : a.localeCompare(b, undefined, { numeric: true });
for (const table of document.querySelectorAll('table.sortable')) {
  for (const [column, heading] of [...table.tHead.rows[0].cells].entries()) {
    if (!heading.textContent) continue;
    const sorter = element('button', 'sorter', heading.textContent);
    sorter.type = 'button';
    heading.replaceChildren(sorter);
    sorter.addEventListener('click', () => {
      const down = heading.getAttribute('aria-sort') === 'ascending';
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => (down ? -1 : 1) * compare(value(a, column), value(b, column)));
      table.tBodies[0].append(...rows);
    });
  }
}

// The confusion matrix: rows and columns go together.
const matrix = document.getElementById('matrix');
const orders = {
  number: (a, b) => a.dataset.r - b.dataset.r,
  name: (a, b) => a.dataset.name.localeCompare(b.dataset.name, undefined, { numeric: true }),
  recall: (a, b) => a.dataset.recall - b.dataset.recall,
  images: (a, b) => b.dataset.images - a.dataset.images,
};
const orderButtons = [...document.querySelectorAll('button[data-order]')];
for (const button of orderButtons) {
  button.addEventListener('click', () => {
    for (const other of orderButtons) other.setAttribute('aria-pressed', other === button);
    const rows = [...matrix.tBodies[0].rows].sort(orders[button.dataset.order]);
    const place = new Map(rows.map((row, index) => [row.dataset.r, index]));
    for (const row of [matrix.tHead.rows[0], ...rows]) {
      const [first, ...cells] = row.cells;
      cells.sort((a, b) => place.get(a.dataset.c) - place.get(b.dataset.c));
      row.append(first, ...cells);
    }
    matrix.tBodies[0].append(...rows);
  });
}

// The pictures behind a number.
const behind = document.getElementById('cell-pictures');
const cellButtons = [...document.querySelectorAll('button[data-cell]')];
for (const button of cellButtons) {
  button.addEventListener('click', () => {
    for (const other of cellButtons) other.setAttribute('aria-pressed', other === button);
    const shots = element('div', 'shots');
    for (const [source, sure, name, words] of data.cells?.[button.dataset.cell] ?? []) {
      const picture = element('img', 'picture small');
      picture.src = source;
      picture.alt = words;
      picture.addEventListener('load', () => picture.classList.toggle('small', picture.naturalWidth < 64));
      shots.append(element('figure', 'shot', picture, element('figcaption', '', element('span', 'said', `${sure} sure`),
        element('span', 'name', name))));
    }
    const title = button.closest('td').title || button.closest('tr').innerText.replaceAll('\t', ' · ');
    behind.replaceChildren(element('h3', '', title),
      shots.childElementCount ? shots : element('p', 'lead', 'Its pictures are left out to keep the page small.'));
    behind.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  });
}

// Curves: the numbers of the epoch under the pointer.
const svg = (name, attributes) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, text] of Object.entries(attributes)) made.setAttribute(key, text);
  return made;
};
for (const chart of data.charts ?? []) {
  const drawing = document.getElementById(chart.id);
  const figure = drawing.closest('figure');
  const shown = svg('g', { visibility: 'hidden' });
  const box = drawing.viewBox.baseVal;
  const pointer = svg('line', { class: 'pointer', y1: 12, y2: box.height - 30 });
  const dots = chart.series.map((line) => svg('circle', { class: `dot ${line.style}`, r: 4 }));
  shown.append(pointer, ...dots);
  drawing.append(shown);
  const tip = element('div', 'tip');
  tip.hidden = true;
  figure.append(tip);
  drawing.addEventListener('pointermove', (event) => {
    const bounds = drawing.getBoundingClientRect();
    const x = (event.clientX - bounds.left) * box.width / bounds.width;
    let nearest = 0;
    chart.x.forEach((place, index) => { if (Math.abs(place - x) < Math.abs(chart.x[nearest] - x)) nearest = index; });
    const at = chart.x[nearest];
    pointer.setAttribute('x1', at);
    pointer.setAttribute('x2', at);
    dots.forEach((dot, index) => {
      const y = chart.series[index].y[nearest];
      dot.setAttribute('visibility', y === null ? 'hidden' : 'inherit');
      dot.setAttribute('cx', at);
      dot.setAttribute('cy', y ?? 0);
    });
    tip.replaceChildren(element('b', '', `epoch ${chart.epochs[nearest]}`), ...chart.series.map((line) => {
      return element('div', `key ${line.style}`, `${line.words[nearest]} ${chart.series.length > 1 ? line.name : ''}`);
    }));
    tip.hidden = false;
    shown.setAttribute('visibility', 'visible');
    const pixel = at * bounds.width / box.width + bounds.left - figure.getBoundingClientRect().left;
    const right = pixel + 14 + tip.offsetWidth > figure.clientWidth;
    tip.style.left = `${right ? pixel - 14 - tip.offsetWidth : pixel + 14}px`;
    tip.style.top = `${bounds.top - figure.getBoundingClientRect().top + 14}px`;
  });
  drawing.addEventListener('pointerleave', () => {
    tip.hidden = true;
    shown.setAttribute('visibility', 'hidden');
  });
}

// Copying a text.
for (const button of document.querySelectorAll('button[data-copy]')) {
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = 'copied';
    } catch {
      button.textContent = 'not allowed';
    }
  });
}

// Which section one is in.
const links = new Map([...document.querySelectorAll('nav a')].map((link) => [link.hash.slice(1), link]));
const sections = [...document.querySelectorAll('section[id]')];
const follow = () => {
  const here = sections.findLast((section) => section.getBoundingClientRect().top < innerHeight / 3);
  for (const [id, link] of links) link.classList.toggle('here', id === here?.id);
};
addEventListener('scroll', follow, { passive: true });
follow();
