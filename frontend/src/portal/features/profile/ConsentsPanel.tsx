/** Which agreements the client has accepted, in which version and when. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readConsentsOptions } from '@/api/portal/@tanstack/react-query.gen';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Time } from '@/shared/time/Time';
import { EmptyState } from '@/shared/ui/EmptyState';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';

export function ConsentsPanel() {
  const { t } = useTranslation('portal-profile');
  const { language } = useLanguage();
  const consents = useQuery(readConsentsOptions());
  return (
    <Panel title={t('agreements')}>
      <Loaded query={consents}>
        {({ given }) =>
          given.length === 0 ? (
            <EmptyState title={t('agreements_none')} />
          ) : (
            <FactList
              facts={given.map((one) => ({
                label: t('agreement_version', {
                  title: pickText(one.title, language),
                  version: one.version,
                }),
                value: <Time at={one.accepted_at} />,
              }))}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
