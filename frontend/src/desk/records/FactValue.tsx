/** One fact of a payload: an amount, a country, a word for a code, or the text as it came. */

import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatDay } from '@/shared/time/format';
import { Time } from '@/shared/time/Time';
import { StatusChip } from '@/shared/ui/StatusChip';
import { useWords } from './words';

const MONEY = /^(-?\d+(?:\.\d+)?) ([A-Z]{3,5})$/;
/** A reference is a request's id where one request comes of another. */
const REQUEST = /^(dep|wdr)_[0-9A-Z]{26}$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;
/** Amounts that a summary gives without their currency, which stands beside them. */
const IN_CURRENCY = new Set(['amount', 'fee', 'payout', 'payment', 'debit', 'credit']);
const CODES = new Set([
  'direction',
  'problem',
  'recipient_problem',
  'how',
  'method',
  'stage',
  'refusal_code',
  'kyc_origin',
  'kyc_verdict',
  'security_change',
]);

interface FactValueProps {
  code: string;
  value: string;
  currency?: string | number;
}

export function FactValue({ code, value, currency }: FactValueProps) {
  const words = useWords();
  const country = useCountryName();
  const { tag } = useLanguage();
  const money = MONEY.exec(value);
  if (money) return <Amount value={{ amount: money[1] as string, currency: money[2] as string }} />;
  if (IN_CURRENCY.has(code) && typeof currency === 'string' && DECIMAL.test(value)) {
    return <Amount value={{ amount: value, currency }} />;
  }
  if (code === 'onward_transfer' || (code === 'reference' && REQUEST.test(value))) {
    return (
      <Anchor component={Link} to={`/approvals/${value}`} inherit>
        <bdi>{value}</bdi>
      </Anchor>
    );
  }
  if (code === 'on_hold_until') return <Time at={value} />;
  if (code === 'commission_day') return formatDay(value, tag);
  if (code === 'kind') return <StatusChip status={value} />;
  if (code === 'nationality') return country(value);
  if (code === 'leverage' && DECIMAL.test(value)) return <bdi dir="ltr">{`1:${value}`}</bdi>;
  if (CODES.has(code)) return words('value', value);
  if (code === 'differs' && value) {
    return (
      <strong>
        {value
          .split(', ')
          .map((one) => words('value', one))
          .join(' · ')}
      </strong>
    );
  }
  return <bdi>{value || '—'}</bdi>;
}
