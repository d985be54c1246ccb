/** How one's own wallets, accounts and rates stood at a moment of the past. */
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { readOwnStatementOptions } from '@/api/portal/@tanstack/react-query.gen';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { MomentForm } from '@/shared/statement/MomentForm';
import { StatementSheet } from '@/shared/statement/StatementSheet';
import { Sections } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';

export default function StatementPage() {
  const { t } = useTranslation('statement');
  const [search, change] = useSearchTexts();
  const at = search.at ?? null;
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Sections>
        <Panel>
          <MomentForm at={at} onChoose={(moment) => change({ at: moment })} />
        </Panel>
        {at ? <Then key={at} at={at} /> : null}
      </Sections>
    </>
  );
}

function Then({ at }: { at: string }) {
  const { t } = useTranslation('statement');
  const statement = useQuery(readOwnStatementOptions({ query: { at } }));
  return (
    <Loaded query={statement}>
      {(one) => (
        <StatementSheet
          statement={one}
          cause={(type, id) => (
            <Anchor component={Link} to={`/funds/requests/${id}`} size="sm">
              {t(`cause.${type}`)}
            </Anchor>
          )}
        />
      )}
    </Loaded>
  );
}
