/** An id that leads to its record's page, where the desk has one. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { deskLink } from '../shell/links';

export function RecordLink({ type, id }: { type: string; id: string }) {
  const to = deskLink({ type, id });
  const text = <bdi>{id}</bdi>;
  return to ? (
    <Anchor component={Link} to={to} inherit>
      {text}
    </Anchor>
  ) : (
    text
  );
}
