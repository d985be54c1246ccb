/** One link to share: address, QR code, and what it has brought day by day. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type OwnLinkSheetView, readOwnPromotionalLink } from '@/api/portal';
import { Days, FigureCards } from '@/shared/links/Brought';
import { Share } from '@/shared/links/Share';
import { Sections } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { PageSkeleton } from '@/shared/ui/skeletons';

export default function LinkPage() {
  const { linkId = '' } = useParams({ strict: false }) as { linkId?: string };
  const link = useQuery({
    queryKey: ['portal', 'links', linkId],
    queryFn: ({ signal }) => readOwnPromotionalLink({ path: { link_id: linkId }, signal }),
  });
  return (
    <Loaded query={link} skeleton={<PageSkeleton />}>
      {(one) => <Content link={one} />}
    </Loaded>
  );
}

function Content({ link }: { link: OwnLinkSheetView }) {
  const { t } = useTranslation('links');
  return (
    <>
      <PageHeader
        title={link.name}
        marks={<Chip tone="info">{t(`targets.${link.target}`)}</Chip>}
        subtitle={t('one_hint')}
      />
      <Sections>
        <Panel title={t('share')}>
          <Share url={link.url} qr={link.qr} name={link.name} />
        </Panel>
        <FigureCards figures={link.figures} />
        <Panel title={t('days')}>
          <Days days={link.days} />
        </Panel>
      </Sections>
    </>
  );
}
