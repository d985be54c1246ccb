/** Which columns a person has chosen for a list, remembered on this device. */
import { useState } from 'react';
import type { Column } from './types';

export type ColumnChoice = Record<string, boolean>;

function remembered(key: string): ColumnChoice {
  const stored = localStorage.getItem(key);
  if (!stored) return {};
  try {
    return JSON.parse(stored) as ColumnChoice;
  } catch (problem) {
    if (problem instanceof SyntaxError) return {};
    throw problem;
  }
}

/** The visibility of every column and the ways to change one or all. Pinned columns are always shown. */
export function useColumnChoice<T>(
  tableId: string,
  columns: readonly Column<T>[],
): [ColumnChoice, (columnId: string, shown: boolean) => void, (choice: ColumnChoice) => void] {
  const key = `fairlead.columns.${tableId}`;
  const [chosen, setChosen] = useState(() => remembered(key));
  const visibility = Object.fromEntries(
    columns.map((column) => [
      column.id,
      column.pinned || (chosen[column.id] ?? !column.hiddenAtFirst),
    ]),
  );
  const adopt = (next: ColumnChoice) => {
    localStorage.setItem(key, JSON.stringify(next));
    setChosen(next);
  };
  const choose = (columnId: string, shown: boolean) => adopt({ ...chosen, [columnId]: shown });
  return [visibility, choose, adopt];
}
