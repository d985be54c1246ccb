/** Passkeys of this browser, in the JSON forms of WebAuthn level 3. */

/** True where pages may make and use passkeys; older browsers lack the JSON forms. */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function';

/** The person closed the browser's dialog, or the authenticator did not answer. */
export class PasskeyAbandoned extends Error {
  constructor(options?: ErrorOptions) {
    super('No passkey was used', options);
    this.name = 'PasskeyAbandoned';
  }
}

/** A credential as the API takes it: JSON in base64url without padding. */
export function encoded(json: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

async function answered(ask: () => Promise<Credential | null>): Promise<string> {
  try {
    const credential = (await ask()) as PublicKeyCredential | null;
    if (credential) return encoded(credential.toJSON());
  } catch (problem) {
    // Browsers tell refusal, timeout and an unknown authenticator apart as little as they may.
    if (!(problem instanceof DOMException)) throw problem;
    throw new PasskeyAbandoned({ cause: problem });
  }
  throw new PasskeyAbandoned();
}

/** @throws PasskeyAbandoned */
export const showPasskey = (options: PublicKeyCredentialRequestOptionsJSON): Promise<string> =>
  answered(() =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    }),
  );

/** @throws PasskeyAbandoned */
export const makePasskey = (options: PublicKeyCredentialCreationOptionsJSON): Promise<string> =>
  answered(() =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    }),
  );
