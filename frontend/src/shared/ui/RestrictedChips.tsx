/** Says where the server keeps an account's owner out, or from trading. */
import { useTranslation } from 'react-i18next';
import { Chip } from './StatusChip';

interface Rights {
  may_sign_in: boolean;
  may_trade: boolean;
}

export function RestrictedChips({ account }: { account: Rights }) {
  const { t } = useTranslation('common');
  return (
    <>
      {account.may_sign_in ? null : <Chip tone="bad">{t('account_rights.no_sign_in')}</Chip>}
      {account.may_trade ? null : <Chip tone="bad">{t('account_rights.no_trade')}</Chip>}
    </>
  );
}
