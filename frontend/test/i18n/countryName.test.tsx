import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { renderPage } from '../kit/render';

function Countries({ codes }: { codes: string[] }) {
  const country = useCountryName();
  return <p>{codes.map(country).join(' | ')}</p>;
}

describe('the name of a country', () => {
  it('is there for a code, and nothing breaks where no code is known or it is masked', async () => {
    await renderPage(() => <Countries codes={['DE', '', '•••', 'ZZZ']} />);
    expect(await screen.findByText('Germany | — | ••• | ZZZ')).toBeTruthy();
  });
});
