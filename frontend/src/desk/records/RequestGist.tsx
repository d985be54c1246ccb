/** What a request is about besides its amount, in one short line. */
import { useCountryName } from '@/shared/i18n/useCountryName';
import { useWords } from './words';

interface RequestGistProps {
  type: string;
  summary: Readonly<Record<string, string | number>>;
}

export function RequestGist({ type, summary }: RequestGistProps) {
  return <bdi>{useGist()(type, summary)}</bdi>;
}

function useGist() {
  const words = useWords();
  const country = useCountryName();
  return (type: string, summary: RequestGistProps['summary']): string => {
    const text = (name: string) => (summary[name] === undefined ? '' : String(summary[name]));
    const parts: Record<string, string[]> = {
      trader_registration: [country(text('nationality'))],
      ib_registration: [country(text('nationality'))],
      open_account: [
        text('server'),
        text('account_type'),
        text('leverage') && `1:${text('leverage')}`,
      ],
      deposit: [text('method') && words('value', text('method'))],
      withdrawal: [text('method') && words('value', text('method')), text('details_label')],
      transfer: [
        text('direction') && words('value', text('direction')),
        text('account'),
        text('target'),
      ],
      update_leverage: [text('account'), text('leverage') && `1:${text('leverage')}`],
      reset_password: [text('account'), text('password') && words('value', text('password'))],
      withdrawal_details: [text('label')],
    };
    return (parts[type] ?? []).filter(Boolean).join(' · ') || '—';
  };
}
