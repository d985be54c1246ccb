/** Tables from the person's machine, as the server takes them: text, or a workbook in base 64. */

export const TEXTS = '.csv,.txt,text/csv,text/plain';
export const TABLES = `${TEXTS},.xlsx`;

export type SentTable = { csv: string } | { xlsx: string };

export const isWorkbook = ({ name }: File): boolean => /\.xlsx$/i.test(name);

/** What is sent of a file; the server says what is wrong with it. */
export async function tableOf(file: File): Promise<SentTable> {
  return isWorkbook(file) ? { xlsx: await base64Of(file) } : { csv: await file.text() };
}

/** The content of a file as base 64, a slice at a time: a call takes only so many arguments. */
export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}
