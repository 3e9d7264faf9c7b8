import type { FileRead } from '../../../src/read-file.ts';

/** A file that holds this, and that nobody else can read. */
export const fileOf = (text: string): FileRead => ({ ok: true, text, looks: text, exposed: undefined });

/** No file at all. */
export const noFile = (): FileRead => ({ ok: false, why: 'there is no such file' });

/** What reads secretFiles where there are none. */
export const noSecretFile = (): Promise<FileRead> => Promise.resolve(noFile());
