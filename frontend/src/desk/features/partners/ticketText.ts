/** Tickets as they are typed, or pasted from a spreadsheet. */

export interface TypedTickets {
  /** Each once, in the order of the text. */
  tickets: string[];
  /** How many came again. */
  doubles: number;
  /** What is no number of a deal, each once. */
  odd: string[];
}

const NUMBER = /^0*[1-9]\d{0,14}$/;
const MAX_DIGITS = 15;

export function readTickets(text: string): TypedTickets {
  const words = text
    .split(/[\s,;]+/)
    .map((word) => word.replace(/^"|"$/g, ''))
    .filter(Boolean);
  const isTicket = (word: string) => word.length <= MAX_DIGITS && NUMBER.test(word);
  const numbers = words.filter(isTicket).map((word) => word.replace(/^0+/, ''));
  const tickets = [...new Set(numbers)];
  return {
    tickets,
    doubles: numbers.length - tickets.length,
    odd: [...new Set(words.filter((word) => !isTicket(word)))],
  };
}
