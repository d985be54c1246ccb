/** A QR code as a file: rows of dark and light with the quiet margin that scanners need. */
import { saveText } from '@/shared/ui/saveText';

const MARGIN = 4;
const PIXELS = 12;

/** The dark squares of `rows`, shifted by the margin. */
function* dark(rows: readonly string[]): Generator<[number, number]> {
  for (const [y, row] of rows.entries()) {
    for (const [x, bit] of [...row].entries()) if (bit === '1') yield [x + MARGIN, y + MARGIN];
  }
}

export function svgOf(rows: readonly string[]): string {
  const side = rows.length + 2 * MARGIN;
  const path = [...dark(rows)].map(([x, y]) => `M${x} ${y}h1v1h-1z`).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" ` +
    `width="${side * PIXELS}" height="${side * PIXELS}" shape-rendering="crispEdges">` +
    `<path d="M0 0h${side}v${side}H0z" fill="#fff"/><path d="${path}"/></svg>`
  );
}

export const saveSvg = (name: string, rows: readonly string[]) =>
  saveText(`${name}.svg`, svgOf(rows), 'image/svg+xml');

/** For printing and chats: a picture that every program opens. */
export function savePng(name: string, rows: readonly string[]): void {
  const canvas = document.createElement('canvas');
  const side = (rows.length + 2 * MARGIN) * PIXELS;
  canvas.width = side;
  canvas.height = side;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, side, side);
  pen.fillStyle = '#000';
  for (const [x, y] of dark(rows)) pen.fillRect(x * PIXELS, y * PIXELS, PIXELS, PIXELS);
  const link = document.createElement('a');
  link.href = canvas.toDataURL('image/png');
  link.download = `${name}.png`;
  link.click();
}
