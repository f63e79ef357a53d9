import type { ValueType } from '../values/value-type.ts';

/** The pictures of value-type.ts as plain elements, for chips, which no React draws. Shapes: lucide, ISC licence. */
const shapes: Readonly<Record<ValueType, readonly string[]>> = {
  text: ['M12 4v16', 'M4 7V5a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v2', 'M9 20h6'],
  number: ['M4 9h16', 'M4 15h16', 'M10 3 8 21', 'M16 3l-2 18'],
  'yes-no': ['M9 7h6a5 5 0 0 1 0 10H9A5 5 0 0 1 9 7', 'M9 10a2 2 0 1 0 0 4 2 2 0 1 0 0-4'],
  date: ['M8 2v4', 'M16 2v4', 'M5 4h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2', 'M3 10h18'],
  list: ['M3 6h.01', 'M3 12h.01', 'M3 18h.01', 'M8 6h13', 'M8 12h13', 'M8 18h13'],
  record: [
    'M8 3H7a2 2 0 0 0-2 2v5a2 2 0 0 1-2 2 2 2 0 0 1 2 2v5a2 2 0 0 0 2 2h1',
    'M16 21h1a2 2 0 0 0 2-2v-5a2 2 0 0 1 2-2 2 2 0 0 1-2-2V5a2 2 0 0 0-2-2h-1',
  ],
  file: ['M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7Z', 'M14 2v4a2 2 0 0 0 2 2h4'],
  empty: ['M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0', 'M22 2 2 22'],
};

const svg = 'http://www.w3.org/2000/svg';

/** A small picture of a type. */
export const typeGlyphs = (type: ValueType, className: string): SVGElement => {
  const picture = document.createElementNS(svg, 'svg');
  for (const [name, value] of Object.entries({
    viewBox: '0 0 24 24',
    width: '12',
    height: '12',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
    class: className,
  }))
    picture.setAttribute(name, value);
  for (const shape of shapes[type]) {
    const line = document.createElementNS(svg, 'path');
    line.setAttribute('d', shape);
    picture.append(line);
  }
  return picture;
};
