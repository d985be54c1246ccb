/** The client's referral code and the link that carries it. */
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/shared/ui/CopyButton';
import { Panel } from '@/shared/ui/Panel';
import classes from './dashboard.module.css';

export function ReferralPart({ code }: { code: string }) {
  const { t } = useTranslation('portal-dashboard');
  const link = `${window.location.origin}/register?ref=${encodeURIComponent(code)}`;
  return (
    <Panel title={t('referral')}>
      <p className={classes.text}>{t('referral_hint')}</p>
      <dl className={classes.referral}>
        <div>
          <dt>{t('referral_code')}</dt>
          <dd>
            <bdi className={classes.code}>{code}</bdi>
            <CopyButton value={code} label={t('copy_code')} />
          </dd>
        </div>
        <div>
          <dt>{t('referral_link')}</dt>
          <dd>
            <bdi className={classes.url}>{link}</bdi>
            <CopyButton value={link} label={t('copy_link')} />
          </dd>
        </div>
      </dl>
    </Panel>
  );
}
