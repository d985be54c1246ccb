/** An amount, kept in smallest units of its currency and typed in whole ones. */
import { Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { AmountInput } from '@/shared/forms/AmountInput';
import { AmountError, fromMinor, toMinor } from '@/shared/money/money';
import type { Json } from './schema';
import type { EditorProps } from './ValueEditor';
import { useSettingWords } from './words';

/** Null for text that is no amount of the currency, e.g. while it is being typed. */
function minorOf(text: string, currency: string): number | null {
  try {
    return Number(toMinor(text || '0', currency));
  } catch (problem) {
    if (problem instanceof AmountError) return null;
    throw problem;
  }
}

export function MoneyEditor({ value, onChange, label, disabled }: EditorProps) {
  const words = useSettingWords();
  const money = (value ?? {}) as Record<string, Json>;
  const minor = typeof money.minor === 'number' ? money.minor : 0;
  const currency = typeof money.currency === 'string' ? money.currency : '';
  const [text, setText] = useState(() => fromMinor(BigInt(minor), currency));
  const change = (nextText: string, nextCurrency: string) => {
    setText(nextText);
    const next = minorOf(nextText, nextCurrency);
    if (next !== null) onChange({ minor: next, currency: nextCurrency });
  };
  return (
    <Group grow align="end" gap="sm">
      <AmountInput
        label={label}
        currency={currency}
        value={text}
        disabled={disabled}
        onChange={(next) => change(next, currency)}
      />
      <TextInput
        label={words.field('currency')}
        value={currency}
        maxLength={5}
        disabled={disabled}
        onChange={(event) => change(text, event.currentTarget.value.toUpperCase())}
      />
    </Group>
  );
}
