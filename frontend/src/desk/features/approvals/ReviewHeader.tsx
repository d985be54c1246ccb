/** Title, place in the queue and the two decisions, with the reason when they are not yours. */
import { ActionIcon, Alert, Button, Tooltip } from '@mantine/core';
import {
  IconCheck,
  IconChevronLeft,
  IconChevronRight,
  IconInfoCircle,
  IconKeyboard,
  IconX,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { useTimeText } from '@/shared/time/zone';
import { PageHeader } from '@/shared/ui/PageHeader';
import { StatusChip } from '@/shared/ui/StatusChip';
import type { ReviewedRequest } from '../../records/types';
import { Warning } from '../../records/Warning';
import { useApprovers, usePersonName, useWords } from '../../records/words';
import type { Neighbours } from './queue';
import { queueSearch } from './queueMemory';
import classes from './ReviewHeader.module.css';
import type { QueueView } from './requests';

interface ReviewHeaderProps {
  request: ReviewedRequest;
  view: QueueView;
  around: Neighbours;
  total: number;
  /** The queue is longer than what was fetched of it. */
  hasMore: boolean;
  onPrevious?: () => void;
  onNext?: () => void;
  onApprove?: () => void;
  onReject?: () => void;
  onHelp: () => void;
}

export function ReviewHeader(props: ReviewHeaderProps) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const { request, view, onApprove, onReject } = props;
  const waits = request.status === 'pending';
  return (
    <>
      <PageHeader
        title={words('request', request.type)}
        marks={<StatusChip status={request.status} />}
        subtitle={
          <span className={classes.sub}>
            <Link to="/approvals" search={queueSearch(view) as never} className={classes.back}>
              {t('back')}
            </Link>
            <Place {...props} />
          </span>
        }
        actions={
          <>
            <Walk {...props} />
            <Button
              variant="default"
              leftSection={<IconX size={17} />}
              disabled={!onReject}
              onClick={onReject}
            >
              {t('reject')}
            </Button>
            <Button leftSection={<IconCheck size={17} />} disabled={!onApprove} onClick={onApprove}>
              {t('approve')}
            </Button>
          </>
        }
      />
      {waits && request.why_not ? <WhyNot request={request} code={request.why_not} /> : null}
      {request.status === 'pending' && request.returned_code ? (
        <div className={classes.warning}>
          <Warning>{t('returned', { reason: words('value', request.returned_code) })}</Warning>
        </div>
      ) : null}
    </>
  );
}

function Place({ request, around, total, hasMore }: ReviewHeaderProps) {
  const { t } = useTranslation('desk-approvals');
  const { tag } = useLanguage();
  const timeText = useTimeText();
  const person = usePersonName();
  const by = person(request.submitted_by);
  const shown = `${formatCount(total, tag)}${hasMore ? '+' : ''}`;
  return (
    <>
      {around.position ? (
        <span>{t('place', { position: formatCount(around.position, tag), total: shown })}</span>
      ) : null}
      <span>{t('submitted', { by, at: timeText(request.submitted_at) })}</span>
    </>
  );
}

function Walk({ onPrevious, onNext, onHelp }: ReviewHeaderProps) {
  const { t } = useTranslation('desk-approvals');
  return (
    <div className={classes.walk}>
      <Tooltip label={t('keys.open')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('keys.open')}
          onClick={onHelp}
          visibleFrom="sm"
        >
          <IconKeyboard size={18} />
        </ActionIcon>
      </Tooltip>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('previous')}
        disabled={!onPrevious}
        onClick={onPrevious}
      >
        <IconChevronLeft size={18} className={classes.mirrored} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('next')}
        disabled={!onNext}
        onClick={onNext}
      >
        <IconChevronRight size={18} className={classes.mirrored} />
      </ActionIcon>
    </div>
  );
}

function WhyNot({ request, code }: { request: ReviewedRequest; code: string }) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const named = useApprovers();
  const { approvers_label: approvers } = request.node;
  return (
    <Alert color="accent" mb="md" icon={<IconInfoCircle size={18} />} role="status">
      {words('why_not', code)}{' '}
      {code === 'not_an_approver' || code === 'permission_missing'
        ? t('decided_by_whom', { approvers: named(approvers) })
        : null}
    </Alert>
  );
}
