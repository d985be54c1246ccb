/** The API as tests meet it: each test says what the server answers. */
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';

export const brand = http.get('*/api/:realm/brand', () =>
  HttpResponse.json({ broker_time_zone: 'Europe/Athens' }),
);

export const server = setupServer(brand);

/** An error as the API words it. */
export function refusal(
  status: number,
  code: string,
  extra: { field?: string; facts?: object } = {},
) {
  return HttpResponse.json(
    {
      code,
      message: code,
      field: extra.field ?? null,
      facts: extra.facts ?? {},
      request_id: 'req_test',
    },
    { status },
  );
}
