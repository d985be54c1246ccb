/** One promotional link: what it is, the address and QR code to share, and what it has brought. */
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkSheetView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { isLanguage, LANGUAGE_NAMES } from '@/shared/i18n/languages';
import { Days, FigureCards } from '@/shared/links/Brought';
import { Share } from '@/shared/links/Share';
import { Time } from '@/shared/time/Time';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { FactList } from '@/shared/ui/FactList';
import { Sections } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { toastDone } from '@/shared/ui/toast';
import { useGroupChoices } from '../../records/choices';
import { ClientLink } from '../../records/Person';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';
import { LinkState } from './LinkState';
import { pathOf } from './links';
import { Referrers } from './Referrers';

const LinkDialog = lazy(() => import('./LinkDialog').then((one) => ({ default: one.LinkDialog })));

export default function LinkPage() {
  const { linkId = '' } = useParams({ strict: false }) as { linkId?: string };
  const link = useQuery(useRead<LinkSheetView>(pathOf(linkId)));
  return (
    <Loaded query={link} skeleton={<PageSkeleton />}>
      {(one) => <Content link={one} />}
    </Loaded>
  );
}

function Content({ link }: { link: LinkSheetView }) {
  const { t } = useTranslation('links');
  return (
    <>
      <PageHeader
        title={link.name}
        marks={<LinkState link={link} />}
        subtitle={<bdi dir="ltr">{link.code}</bdi>}
        actions={<Actions link={link} />}
      />
      <Sections>
        <Panel title={t('share')}>
          <Share url={link.url} qr={link.qr} name={link.code} />
        </Panel>
        <FigureCards figures={link.figures} />
        <Facts link={link} />
        <Referrers linkId={link.id} />
        <Panel title={t('days')}>
          <Days days={link.days} />
        </Panel>
      </Sections>
    </>
  );
}

function Actions({ link }: { link: LinkSheetView }) {
  const { t } = useTranslation('desk-links');
  const can = useCan();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  if (!can('update_promotional_links')) return null;
  const remove = async () => {
    await api.delete(pathOf(link.id));
    toastDone(t('removed'));
    await queries.invalidateQueries({ queryKey: ['desk', 'links'] });
    await navigate({ to: '/promotional-links' });
  };
  return (
    <Group gap="sm">
      <Button
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
        onClick={() => setOpen('edit')}
      >
        {t('edit')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={() => setOpen('delete')}
      >
        {t('remove')}
      </Button>
      {open === 'edit' ? (
        <Suspense>
          <LinkDialog link={link} onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
      <ConfirmDanger
        opened={open === 'delete'}
        onClose={() => setOpen(null)}
        title={t('remove_title')}
        confirmLabel={t('remove')}
        onConfirm={remove}
      >
        <Text size="sm">{t('remove_hint', { name: link.name })}</Text>
      </ConfirmDanger>
    </Group>
  );
}

function Facts({ link }: { link: LinkSheetView }) {
  const { t } = useTranslation('desk-links');
  const { t: words } = useTranslation('links');
  const groups = useGroupChoices();
  const group = groups.find(({ value }) => value === link.group_id)?.label ?? link.group_id;
  const language = isLanguage(link.language) ? LANGUAGE_NAMES[link.language] : t('any_language');
  return (
    <Panel title={t('settings')}>
      <FactList
        facts={[
          { label: words('target'), value: words(`targets.${link.target}`) },
          { label: t('source'), value: <bdi>{link.source}</bdi> },
          { label: t('audience'), value: <Audience link={link} /> },
          { label: t('group'), value: group ? <bdi>{group}</bdi> : t('default_group') },
          { label: t('language'), value: language },
          {
            label: t('landing_url'),
            value: link.landing_url ? (
              <bdi dir="ltr">{link.landing_url}</bdi>
            ) : (
              t('straight_to_registration')
            ),
          },
          {
            label: t('scheme'),
            value: link.scheme ? (
              <Anchor
                component={Link}
                to={`/commission-plans/flexible_scheme/${link.scheme.id}`}
                inherit
              >
                <bdi>{link.scheme.name}</bdi>
              </Anchor>
            ) : (
              '—'
            ),
          },
          { label: t('created_at'), value: <Time at={link.created_at} /> },
          { label: t('created_by'), value: <bdi>{link.created_by}</bdi> },
        ]}
      />
    </Panel>
  );
}

function Audience({ link }: { link: LinkSheetView }) {
  const { t } = useTranslation('desk-links');
  if (link.audience !== 'named') return t(`audiences.${link.audience}`);
  return (
    <Stack gap={2}>
      {link.named.map((one) =>
        one.name ? <ClientLink key={one.id} client={one} /> : <bdi key={one.id}>{one.id}</bdi>,
      )}
    </Stack>
  );
}
